using System.Globalization;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Parlance.Core;
using Parlance.Core.Accounts;
using Parlance.Core.Conversations;
using Parlance.Dialects.Hosting;
using Parlance.Dialects.Hosting.Authentication;
using Parlance.Dialects.Native.Operations;
using Parlance.Dialects.Native.Wire;

namespace Parlance.Dialects.Native.Endpoints;

/// <summary>From a request to one of the <see cref="NativeOperations"/> and back.</summary>
internal static class Operation
{
    public static async Task<IResult> RunAsync<TReply>(
        HttpContext http, JsonTypeInfo<TReply> type, Func<NativeOperations, User, CancellationToken, Task<Outcome<TReply>>> operation, int status = 200)
    {
        var operations = http.RequestServices.GetRequiredService<NativeOperations>();
        return (await operation(operations, http.Identity().User, http.RequestAborted)).TryGet(out var reply, out var refusal)
            ? TypedResults.Json(reply, type, statusCode: status)
            : Refusals.ToResult(refusal);
    }

    /// <summary>As <see cref="RunAsync{TReply}"/>, with a body that is read first.</summary>
    public static async Task<IResult> RunAsync<TBody, TReply>(
        HttpContext http, JsonTypeInfo<TBody> bodyType, JsonTypeInfo<TReply> type,
        Func<NativeOperations, User, TBody, CancellationToken, Task<Outcome<TReply>>> operation, int status = 200, TBody? whenEmpty = null)
        where TBody : class =>
        (await JsonBody.ReadAsync(http.Request, bodyType, whenEmpty: whenEmpty)).TryGet(out var body, out var refusal)
            ? await RunAsync(http, type, (operations, caller, cancellationToken) => operation(operations, caller, body, cancellationToken), status)
            : Refusals.ToResult(refusal);

    public static WireConversationRef Ref(string segment) => new(ConversationRef.Parse(segment));

    /// <summary>A path segment that should be an id; what is no number is nobody's and becomes 0, which no row has.</summary>
    public static long Id(string segment) =>
        long.TryParse(segment, NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : 0;

    /// <summary>Ids with commas between, each as <see cref="Id"/>.</summary>
    public static long[] Ids(string list) =>
        [.. list.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(Id)];

    /// <summary>Query numbers by name. Absent ones are null; the first that is no number is refused.</summary>
    public static Outcome<long?[]> Numbers(HttpContext http, params ReadOnlySpan<string> names)
    {
        var numbers = new long?[names.Length];
        for (var i = 0; i < names.Length; i++)
        {
            if (http.Request.Query[names[i]] is not [{ Length: > 0 } text])
                continue;
            if (!long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number))
                return Refusal.Invalid(names[i], $"`{names[i]}` must be a number.");
            numbers[i] = number;
        }

        return numbers;
    }

    /// <summary>For <c>limit</c>, which is refused, not cut, when out of range.</summary>
    public static int? Small(long? number) => number is { } n ? (int)Math.Clamp(n, int.MinValue, int.MaxValue) : null;
}
