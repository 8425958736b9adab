using System.Globalization;
using Parlance.Core.Search;

namespace Parlance.Core.Moderation;

public static class FilterRules
{
    public const int MaxPattern = 200;
    public const int MaxFilters = 10_000;

    public static readonly Refusal Refused =
        new(RefusalCode.Forbidden, "This holds words or links that are not allowed here.", "Say it in other words.") { Field = "content" };

    public static readonly Refusal NoSuchFilter = new(RefusalCode.NotFound, "There is no such filter.", "Check the id.");

    public static readonly Refusal Taken = new(RefusalCode.Taken, "There is a filter for this already.", "Remove that one first, if it shall do something else.") { Field = "pattern" };

    public static readonly Refusal TooMany = Refusal.Invalid("pattern", $"There are at most {MaxFilters} filters.");

    /// <returns>The pattern as it is stored.</returns>
    public static Outcome<string> Normalize(FilterKind kind, string? pattern)
    {
        pattern = pattern?.Trim() ?? "";
        if (pattern.Length is 0 or > MaxPattern || !TextRules.IsClean(pattern))
            return Refusal.Invalid("pattern", $"`pattern` must have 1 to {MaxPattern} characters, none of them a control character.");
        if (kind == FilterKind.Word)
            return Words.Of(pattern).Count > 0 ? pattern : Refusal.Invalid("pattern", "`pattern` holds no word.");
        return Host(pattern) is { } host && host.Contains('.') && Uri.CheckHostName(host) is UriHostNameType.Dns or UriHostNameType.IPv4
            ? host
            : Refusal.Invalid("pattern", "`pattern` of a link filter is a host, for example `example.com`.");
    }

    /// <summary>Small, in ASCII and without the dot that may end it; null for what is no host.</summary>
    internal static string? Host(string text)
    {
        text = text.TrimEnd('.');
        if (text.Length is 0 or > 253)
            return null;
        try
        {
            return new IdnMapping { AllowUnassigned = true }.GetAscii(text).ToLowerInvariant();
        }
        catch (ArgumentException)
        {
            return null;
        }
    }
}
