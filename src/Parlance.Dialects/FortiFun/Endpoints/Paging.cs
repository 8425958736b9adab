using System.Globalization;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http;
using Parlance.Dialects.FortiFun.Wire;

namespace Parlance.Dialects.FortiFun.Endpoints;

/// <summary>Lists as the REST framework pages them: `?page=2`, counted from 1.</summary>
internal static class Paging
{
    public const int Size = 20;

    public const int MaxSize = 100;

    /// <returns>False when the query asks for no page.</returns>
    public static bool IsAsked(HttpContext http) => http.Request.Query.ContainsKey("page");

    /// <summary>The page asked for, 1 when none was; null when it is no number above 0.</summary>
    public static int? Number(HttpContext http)
    {
        if (!IsAsked(http))
            return 1;
        return int.TryParse(http.Request.Query["page"], NumberStyles.None, CultureInfo.InvariantCulture, out var page) && page > 0 ? page : null;
    }

    /// <summary>`?page_size=`: nothing and nonsense are <see cref="Size"/>, as the framework has it.</summary>
    public static int SizeOf(HttpContext http) =>
        int.TryParse(http.Request.Query["page_size"], NumberStyles.None, CultureInfo.InvariantCulture, out var size) && size > 0 ? Math.Min(size, MaxSize) : Size;

    public static IResult NoSuchPage() => Endpoint.Errors.Detail(StatusCodes.Status404NotFound, FortiFunWords.NoSuchPage);

    /// <summary>A page out of a list that is there whole.</summary>
    /// <param name="show">Called with the items of the page.</param>
    public static async Task<IResult> OfAsync<TItem, TView>(
        HttpContext http, IReadOnlyList<TItem> all, Func<IReadOnlyList<TItem>, Task<TView[]>> show, JsonTypeInfo<WirePage<TView>> type, int size = Size)
    {
        if (Number(http) is not { } page || IsBeyond(page, size, all.Count))
            return NoSuchPage();
        return Endpoint.Ok(Of(http, all.Count, page, size, await show([.. all.Skip((page - 1) * size).Take(size)])), type);
    }

    /// <summary>The first page may be empty; the others exist only when there is something on them.</summary>
    public static bool IsBeyond(int page, int size, long count) => page > 1 && (page - 1L) * size >= count;

    public static WirePage<TView> Of<TView>(HttpContext http, long count, int page, int size, TView[] results) =>
        new(count, (long)page * size < count ? Link(http, page + 1) : null, page > 1 ? Link(http, page - 1) : null, results);

    private static string Link(HttpContext http, int page)
    {
        var query = QueryString.Create(
            http.Request.Query.Where(value => value.Key is not ("page" or "token")).SelectMany(value => value.Value, (value, text) => KeyValuePair.Create(value.Key, text))
                .Append(KeyValuePair.Create("page", (string?)page.ToString(CultureInfo.InvariantCulture))));
        // With the slash that the app's own paths have, however it was asked: the same list has the same links.
        return Links.Of(http).BaseUrl + http.Request.Path.ToUriComponent().TrimEnd('/') + "/" + query.ToUriComponent();
    }
}
