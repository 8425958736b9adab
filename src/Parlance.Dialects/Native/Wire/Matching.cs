using System.Text.Json;
using System.Text.Json.Serialization;
using Parlance.Core;
using Parlance.Core.Matchmaking;

namespace Parlance.Dialects.Native.Wire;

// Random matching (docs/wire/native.md, Random matching): commands, replies, events.

public sealed record MatchJoinCommand
{
    /// <summary>`video` (also when absent) or `text`.</summary>
    public string? Mode { get; init; }

    public IReadOnlyList<string>? Languages { get; init; }

    public string? Country { get; init; }

    public IReadOnlyList<string>? Countries { get; init; }

    public IReadOnlyList<string>? Interests { get; init; }

    public int? Age { get; init; }

    public int? MinAge { get; init; }

    public int? MaxAge { get; init; }

    /// <summary>Absent: that of `hello`.</summary>
    public string? Device { get; init; }

    /// <summary>Whether to look for the next by itself when the partner ends a match.</summary>
    public bool Auto { get; init; }
}

public sealed record MatchTextCommand([property: JsonRequired] string Text);

public sealed record MatchSignalCommand([property: JsonRequired] JsonElement Payload);

public sealed record MatchWhyCommand
{
    /// <summary>What the connection is at the matchmaker; never read from a frame.</summary>
    [JsonIgnore]
    internal SeekerId? Seeker { get; init; }
}

/// <param name="TypicalMs">Null when nobody has been matched yet.</param>
/// <param name="LookedAt">Of those who wait, how many the counts are of.</param>
public sealed record MatchWhyReply(
    long WaitedMs, long? TypicalMs, int Waiting, int LookedAt, IReadOnlyDictionary<string, int> Excluded, IReadOnlyDictionary<string, int> ByMyWishes, int ByTheirWishes,
    IReadOnlyList<WireMatchWish> GivesUp)
{
    public static MatchWhyReply Of(WaitingExplanation e) => new(
        Ms(e.Waited), e.Typical is { } typical ? Ms(typical) : null, e.Picture.Waiting, e.Picture.LookedAt, ByName(e.Picture.Excluded), ByName(e.Picture.ByMyWishes), e.Picture.ByTheirWishes,
        [.. e.GivesUp.Select(wish => new WireMatchWish(MatchWords.Of(wish.Wish), Ms(wish.In)))]);

    private static long Ms(TimeSpan time) => (long)Math.Ceiling(time.TotalMilliseconds);

    private static Dictionary<string, int> ByName(IReadOnlyDictionary<MatchRule, int> counts) => counts.OrderBy(count => count.Key).ToDictionary(count => MatchWords.Of(count.Key), count => count.Value);
}

public sealed record WireMatchWish(string Wish, long InMs);

public sealed record MatchWaitingEvent(string Type);

/// <param name="Key">A user's id in digits, or what somebody without an account is called.</param>
/// <param name="User">Null for somebody without an account, as is the username; guests have a user but no username.</param>
public sealed record WireMatchPartner(string Key, long? User, string? Username, string Name, string? AvatarUrl)
{
    public static WireMatchPartner Of(MatchParty party) => new(party.Key, party.User?.Value, party.Username, party.DisplayName, party.AvatarUrl);
}

/// <param name="Initiator">Makes the first offer of the call.</param>
public sealed record MatchedEvent(string Type, string Match, string Mode, bool Initiator, WireMatchPartner Partner, IReadOnlyList<WireIceServer> IceServers);

public sealed record MatchTextEvent(string Type, string Match, string Text);

public sealed record MatchSignalEvent(string Type, string Match, JsonElement Payload);

/// <param name="Reason">`next`, `left`, `banned`, `blocked` or `stopped`.</param>
/// <param name="Own">One ended it oneself.</param>
public sealed record MatchEndedEvent(string Type, string Match, string Reason, bool Own);

/// <summary>How the native wire spells what matches are made of.</summary>
internal static class MatchWords
{
    public static string Of(MatchRule rule) => JsonNamingPolicy.SnakeCaseLower.ConvertName(rule.ToString());

    public static string Of(MatchMode mode) => mode == MatchMode.Text ? "text" : "video";

    public static string Of(MatchEnding ending) => JsonNamingPolicy.SnakeCaseLower.ConvertName(ending.ToString());

    /// <summary>Null for what is no mode.</summary>
    public static MatchMode? Mode(string? word) => word switch
    {
        null or "video" => MatchMode.Video,
        "text" => MatchMode.Text,
        _ => null,
    };
}
