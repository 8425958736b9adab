using Parlance.Core.Calls;

namespace Parlance.Dialects.Native.Wire;

/// <summary>How the native wire spells what calls are made of.</summary>
internal static class CallWords
{
    private static readonly (string Word, CandidateType Type)[] Candidates =
        [("host", CandidateType.Host), ("srflx", CandidateType.ServerReflexive), ("prflx", CandidateType.PeerReflexive), ("relay", CandidateType.Relay)];

    private static readonly CallStages[] Stages = [CallStages.Invited, CallStages.Answered, CallStages.Signalled, CallStages.Connected];

    public static string Of(CallKind kind) => Lower(kind);

    public static string Of(CallMedia media) => Lower(media);

    public static string Of(CallEnding ending) => Lower(ending);

    public static IReadOnlyList<string> Of(CallStages stages) => [.. Stages.Where(stage => stages.HasFlag(stage)).Select(Lower)];

    public static string? Of(CandidateType? type) => Array.Find(Candidates, one => one.Type == type).Word;

    public static CallKind? Kind(string word) => Parse<CallKind>(word);

    public static CallMedia? Media(string word) => Parse<CallMedia>(word);

    /// <summary>What a client can say; that it was invited the server knows.</summary>
    public static CallStages? Stage(string word) => Parse<CallStages>(word) is { } stage and not (CallStages.None or CallStages.Invited) ? stage : null;

    public static CandidateType? Candidate(string word) => Array.Find(Candidates, one => one.Word == word) is { Word: not null } found ? found.Type : null;

    /// <summary>Viewers of a broadcast are counted only: there may be thousands.</summary>
    public static IReadOnlyList<WireParticipant> Shown(Call call) =>
        call.Broadcaster is { } broadcaster ? [WireParticipant.Of(broadcaster)] : [.. call.Participants.Values.OrderBy(one => one.Number).Select(WireParticipant.Of)];

    public static int? Viewers(Call call) => call.Broadcaster is null ? null : Math.Max(0, call.Participants.Count - 1);

    private static string Lower<T>(T value) where T : struct, Enum => value.ToString().ToLowerInvariant();

    // Only what is spelt as this wire spells it: neither numbers nor capitals.
    private static T? Parse<T>(string word) where T : struct, Enum =>
        Enum.GetValues<T>().Cast<T?>().FirstOrDefault(value => Lower(value!.Value) == word);
}
