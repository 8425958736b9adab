using Parlance.Core;
using Parlance.Core.Accounts;
using Parlance.Core.Calls;
using Parlance.Dialects.Native.Wire;

namespace Parlance.Dialects.Native.Operations;

public sealed partial class NativeOperations
{
    private const int MaxRecords = 100;

    public Task<Outcome<IceReply>> IceAsync(User caller)
    {
        var answer = iceServers.For(caller.Key);
        return Task.FromResult<Outcome<IceReply>>(new IceReply(
            [.. answer.Servers.Select(server => new WireIceServer(server.Urls) { Username = server.Username, Credential = server.Credential })], answer.ExpiresAt.ToUnixTimeMilliseconds()));
    }

    public async Task<Outcome<EmptyReply>> SignalAsync(CallSeats seats, User caller, SignalCommand c, CancellationToken cancellationToken)
    {
        if (!Parse(c.Participant, ParticipantId.Parse, CallRefusals.NoSuchParticipant).TryGet(out var participant, out var refusal))
            return refusal;
        var target = new SignalTarget(c.To is { } to ? new UserId(to) : null, participant);
        return Nothing(await calls.SignalAsync(seats, caller, c.Conversation.Value, target, c.Payload.GetRawText(), cancellationToken));
    }

    public async Task<Outcome<CallReply>> StartCallAsync(CallSeats seats, User caller, CallStartCommand c) =>
        CallWords.Kind(c.Kind ?? "mesh") is not { } kind ? NoSuchKind
        : CallWords.Media(c.Media ?? "video") is not { } media ? NoSuchMedia
        : Reply(await calls.StartAsync(seats, caller, c.Conversation.Value, kind, media));

    public async Task<Outcome<CallReply>> JoinCallAsync(CallSeats seats, User caller, CallJoinCommand c)
    {
        if (!Parse(c.Call, CallId.Parse, CallRefusals.NoSuchCall).TryGet(out var call, out var refusal))
            return refusal;
        CallKind? kind = null;
        if (c.Kind is { } word && (kind = CallWords.Kind(word)) is null)
            return NoSuchKind;
        CallMedia? media = null;
        if (c.Media is { } sent && (media = CallWords.Media(sent)) is null)
            return NoSuchMedia;
        return Reply(await calls.JoinAsync(seats, caller, c.Conversation.Value, call, kind, media));
    }

    public async Task<Outcome<EmptyReply>> LeaveCallAsync(CallSeats seats, User caller, CallLeaveCommand c) =>
        Parse(c.Call, CallId.Parse, CallRefusals.NoSuchCall).TryGet(out var call, out var refusal)
            ? Nothing(await calls.LeaveAsync(seats, caller, c.Conversation.Value, call))
            : refusal;

    public async Task<Outcome<EmptyReply>> DeclineCallAsync(User caller, ConversationCommand c) =>
        Nothing(await calls.DeclineAsync(caller, c.Conversation.Value));

    public async Task<Outcome<CallsReply>> CallsAsync(User caller, ConversationCommand c) =>
        (await calls.FindAsync(caller, c.Conversation.Value)).TryGet(out var found, out var refusal) ? new CallsReply([.. found.Select(WireCall.Of)]) : refusal;

    public async Task<Outcome<EmptyReply>> ReportCallAsync(User caller, CallReportCommand c, CancellationToken cancellationToken) =>
        Read(c).TryGet(out var report, out var refusal) ? Nothing(await callReports.ReportAsync(caller, report, cancellationToken)) : refusal;

    public async Task<Outcome<CallRecordsReply>> CallRecordsAsync(User caller, CallRecordsCommand c, CancellationToken cancellationToken)
    {
        if (!Limit(c.Limit, 50, MaxRecords).TryGet(out var limit, out var refusal))
            return refusal;
        return (await callReports.ListAsync(caller, c.Before ?? long.MaxValue, limit, cancellationToken)).TryGet(out var records, out refusal)
            ? new CallRecordsReply([.. records.Select(WireCallRecord.Of)], records.Count < limit ? null : records[^1].Number)
            : refusal;
    }

    private static readonly Refusal NoSuchKind = Refusal.Invalid("kind", "`kind` must be `mesh` or `broadcast`.");

    private static readonly Refusal NoSuchMedia = Refusal.Invalid("media", "`media` must be `video`, `audio`, `screen` or `none`.");

    private static Outcome<CallReport> Read(CallReportCommand c)
    {
        if (!Parse(c.Call, CallId.Parse, CallReports.NotOwnCall).TryGet(out var call, out var refusal)
            || !Parse(c.Match, text => Guid.TryParse(text, out var match) ? match : (Guid?)null, CallReports.NotOwnMatch).TryGet(out var match, out refusal))
            return refusal;
        if ((Check(c.Stage, "stage", word => CallWords.Stage(word) is not null, "`answered`, `signalled` or `connected`")
            ?? Check(c.LocalCandidate, "local_candidate", word => CallWords.Candidate(word) is not null, Candidates)
            ?? Check(c.RemoteCandidate, "remote_candidate", word => CallWords.Candidate(word) is not null, Candidates)) is { } invalid)
            return invalid;
        if (c.SetupMs is < 0 or > 1L << 40)
            return Refusal.Invalid("setup_ms", "`setup_ms` must be the milliseconds it took.");
        return new CallReport(call, match)
        {
            Stage = c.Stage is { } stage ? CallWords.Stage(stage)!.Value : CallStages.None,
            Local = c.LocalCandidate is { } local ? CallWords.Candidate(local) : null,
            Remote = c.RemoteCandidate is { } remote ? CallWords.Candidate(remote) : null,
            Setup = c.SetupMs is { } ms ? TimeSpan.FromMilliseconds(ms) : null,
            Ended = c.Ended,
        };
    }

    private const string Candidates = "`host`, `srflx`, `prflx` or `relay`";

    private static Refusal? Check(string? word, string field, Func<string, bool> isKnown, string known) =>
        word is null || isKnown(word) ? null : Refusal.Invalid(field, $"`{field}` must be {known}.");

    /// <summary>An id that is no id is nobody's.</summary>
    private static Outcome<T?> Parse<T>(string? text, Func<string, T?> parse, Refusal unknown) where T : struct =>
        text is null ? Outcome.Of<T?>(null) : parse(text) is { } id ? Outcome.Of<T?>(id) : unknown;

    private static Outcome<CallReply> Reply(Outcome<CallEntry> outcome) =>
        outcome.TryGet(out var entry, out var refusal) ? new CallReply(WireCall.Of(entry.Call), entry.Participant.ToString()) : refusal;
}
