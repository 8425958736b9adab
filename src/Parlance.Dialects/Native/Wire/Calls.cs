using System.Text.Json;
using System.Text.Json.Serialization;
using Parlance.Core.Calls;

namespace Parlance.Dialects.Native.Wire;

// Calls and signals (docs/wire/native.md, Calls): commands, replies, events, and what REST takes.

public sealed record SignalCommand(WireConversationRef Conversation, [property: JsonRequired] JsonElement Payload) : IInConversation
{
    /// <summary>User id; either this or the participant.</summary>
    public long? To { get; init; }

    public string? Participant { get; init; }
}

public sealed record CallStartCommand(WireConversationRef Conversation) : IInConversation
{
    /// <summary>`mesh` (also when absent) or `broadcast`.</summary>
    public string? Kind { get; init; }

    /// <summary>`video` (also when absent), `audio`, `screen` or `none`.</summary>
    public string? Media { get; init; }
}

public sealed record CallJoinCommand(WireConversationRef Conversation) : IInConversation
{
    public string? Call { get; init; }

    public string? Kind { get; init; }

    /// <summary>`video`, `audio`, `screen` or `none`; absent: `video` in a mesh, `none` in a broadcast.</summary>
    public string? Media { get; init; }
}

public sealed record CallLeaveCommand(WireConversationRef Conversation) : IInConversation
{
    /// <summary>Absent: all of the conversation that this connection is in.</summary>
    public string? Call { get; init; }
}

public sealed record CallReportCommand
{
    public string? Call { get; init; }

    public string? Match { get; init; }

    /// <summary>`answered`, `signalled` or `connected`.</summary>
    public string? Stage { get; init; }

    /// <summary>As WebRTC calls candidates: `host`, `srflx`, `prflx`, `relay`.</summary>
    public string? LocalCandidate { get; init; }

    public string? RemoteCandidate { get; init; }

    public long? SetupMs { get; init; }

    /// <summary>`hung_up`, `cancelled`, `failed` or `lost`.</summary>
    public string? Ended { get; init; }
}

public sealed record CallRecordsCommand
{
    public long? Before { get; init; }

    public int? Limit { get; init; }
}

public sealed record WireIceServer(IReadOnlyList<string> Urls)
{
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Username { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Credential { get; init; }
}

public sealed record IceReply(IReadOnlyList<WireIceServer> IceServers, long ExpiresAt);

public sealed record WireParticipant(string Participant, long User, string Name, string Media)
{
    public static WireParticipant Of(CallParticipant p) => new(p.Id.ToString(), p.Who.Id.Value, p.Who.Name, CallWords.Of(p.Media));
}

/// <param name="By">Who started it.</param>
/// <param name="Revision">Grows with every change: of two, the higher is the newer.</param>
/// <param name="Participants">Of a broadcast: the one who sends.</param>
public sealed record WireCall(
    long Conversation, string Call, string Kind, long By, long StartedAt, int Revision, bool Ringing, IReadOnlyList<WireParticipant> Participants)
{
    /// <summary>Of a broadcast: how many watch.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? Viewers { get; init; }

    public static WireCall Of(Call call) => new(
        call.Conversation.Value, call.Id.ToString(), CallWords.Of(call.Kind), call.StartedBy.Value, call.StartedAt.ToUnixTimeMilliseconds(), call.Revision, call.IsRinging, CallWords.Shown(call))
    {
        Viewers = CallWords.Viewers(call),
    };
}

/// <summary>As <see cref="WireCall"/>, and what happened.</summary>
public sealed record CallEvent(
    string Type, long Conversation, string Call, string Kind, long By, long StartedAt, int Revision, bool Ringing, IReadOnlyList<WireParticipant> Participants)
{
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? Viewers { get; init; }

    /// <summary>Who came in.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public WireParticipant? Joined { get; init; }

    /// <summary>Who went.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public WireParticipant? Left { get; init; }

    /// <summary>The call is over, and how.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Ended { get; init; }

    public static CallEvent Of(Call call, CallParticipant? joined = null, CallParticipant? left = null) => new(
        "call", call.Conversation.Value, call.Id.ToString(), CallWords.Of(call.Kind), call.StartedBy.Value, call.StartedAt.ToUnixTimeMilliseconds(), call.Revision, call.IsRinging,
        CallWords.Shown(call))
    {
        Viewers = CallWords.Viewers(call),
        Joined = joined is null ? null : WireParticipant.Of(joined),
        Left = left is null ? null : WireParticipant.Of(left),
        Ended = call.Ending is { } ending ? CallWords.Of(ending) : null,
    };
}

public sealed record SignalEvent(string Type, long Conversation, long From)
{
    /// <summary>Present when the sender's connection is in a call, as is the participant.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Call { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Participant { get; init; }

    public required JsonElement Payload { get; init; }
}

/// <param name="Participant">What this connection is in the call.</param>
public sealed record CallReply(WireCall Call, string Participant);

public sealed record CallsReply(IReadOnlyList<WireCall> Calls);

/// <param name="Next">`before` of the next page; null when this is the last.</param>
public sealed record CallRecordsReply(IReadOnlyList<WireCallRecord> Records, long? Next);

/// <param name="Call">Of a match: null, as is the conversation.</param>
public sealed record WireCallRecord(
    long Number, string? Call, string? Match, string Kind, long? Conversation, long StartedAt, long? EndedAt, string? Ended, IReadOnlyList<WireCallParty> Parties)
{
    public static WireCallRecord Of(CallRecord record)
    {
        var isMatch = record.Kind == CallRecordKind.Match;
        return new WireCallRecord(
            record.Number, isMatch ? null : record.Id.ToString("N"), isMatch ? record.Id.ToString() : null, CallSetups.Name(record.Kind), record.Conversation?.Value,
            record.StartedAt.ToUnixTimeMilliseconds(), record.EndedAt?.ToUnixTimeMilliseconds(), record.Ending is { } ending ? CallWords.Of(ending) : null,
            [.. record.Parties.Select(WireCallParty.Of)]);
    }
}

/// <param name="Party">A user's id in digits; of matches also what somebody without an account was called.</param>
/// <param name="Ended">How the server saw this part end.</param>
/// <param name="Reported">How the client said it ended.</param>
public sealed record WireCallParty(
    string Party, long? User, IReadOnlyList<string> Stages, string? LocalCandidate, string? RemoteCandidate, long? SetupMs, string? Ended, string? Reported)
{
    public static WireCallParty Of(CallParty party) => new(
        party.Key, party.User?.Value, CallWords.Of(party.Stages), CallWords.Of(party.Local), CallWords.Of(party.Remote), (long?)party.Setup?.TotalMilliseconds,
        party.Ending is { } ending ? CallWords.Of(ending) : null, party.Reported);
}
