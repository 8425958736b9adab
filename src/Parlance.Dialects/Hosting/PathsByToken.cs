using System.Buffers.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Matching;

namespace Parlance.Dialects.Hosting;

/// <summary>Paths that two dialects have: FortiFun's `/api/v1/conversations/…` are also the native dialect's. The token tells whose they are.</summary>
/// <remarks>
/// What a token says of its family is only looked at here, not believed: whoever answers checks the token, and any good token is good for either. Without a
/// token the dialect answers that did not ask for one of its own.
/// </remarks>
internal sealed class PathsByToken : MatcherPolicy, IEndpointSelectorPolicy
{
    private const string Scheme = "Bearer ";
    private const int MaxToken = 4_096;

    // Any place after the method was matched will do.
    public override int Order => 10_000;

    public bool AppliesToEndpoints(IReadOnlyList<Endpoint> endpoints) => endpoints.Any(endpoint => endpoint.Metadata.GetMetadata<TokenOf>() is not null);

    public Task ApplyAsync(HttpContext httpContext, CandidateSet candidates)
    {
        string? family = null;
        bool isShared = false, isAsked = false;
        for (var i = 0; i < candidates.Count; i++)
        {
            if (!candidates.IsValidCandidate(i))
                continue;
            if (candidates[i].Endpoint.Metadata.GetMetadata<TokenOf>() is not { } wanted)
                isShared = true;
            else
                isAsked = wanted.Family == (family ??= FamilyOf(httpContext.Request) ?? "");
        }

        for (var i = 0; isShared && family is not null && i < candidates.Count; i++)
        {
            if (candidates.IsValidCandidate(i) && candidates[i].Endpoint.Metadata.GetMetadata<TokenOf>() is not null != isAsked)
                candidates.SetValidity(i, false);
        }

        return Task.CompletedTask;
    }

    private static string? FamilyOf(HttpRequest request)
    {
        if (request.Headers.Authorization is not [{ } header] || header.Length > MaxToken || !header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase))
            return null;
        var parts = header[Scheme.Length..].Trim().Split('.');
        if (parts.Length != 3 || !Base64Url.IsValid(parts[1]))
            return null;
        try
        {
            using var payload = JsonDocument.Parse(Base64Url.DecodeFromChars(parts[1]));
            return payload.RootElement.ValueKind == JsonValueKind.Object && payload.RootElement.TryGetProperty("fam", out var family) && family.ValueKind == JsonValueKind.String
                ? family.GetString()
                : null;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    internal sealed record TokenOf(string Family);
}

internal static class PathsByTokenEndpoints
{
    /// <summary>Where another dialect has the same path and method, these endpoints are for tokens of this family, and the other's for the rest.</summary>
    public static TBuilder YieldsUnlessTokenOf<TBuilder>(this TBuilder endpoints, string family)
        where TBuilder : IEndpointConventionBuilder => endpoints.WithMetadata(new PathsByToken.TokenOf(family));
}
