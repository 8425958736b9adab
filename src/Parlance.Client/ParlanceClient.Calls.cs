using System.Text.Json;
using Parlance.Client.Wire;

namespace Parlance.Client;

public sealed partial class ParlanceClient
{
    /// <summary>STUN and TURN servers for `RTCPeerConnection`.</summary>
    public Task<IceReply> IceServersAsync(CancellationToken cancellationToken = default) =>
        CallAsync("ice", static _ => { }, ClientJson.Default.IceReply, Repeat.Safe, cancellationToken);

    /// <summary>Begins a call with this connection in it. A call ends with its connections: after a reconnect one joins again.</summary>
    /// <param name="media">`video`, `audio`, `screen` or `none`; null: `video`.</param>
    public Task<CallView> StartCallAsync(ConversationRef conversation, CallKind kind = CallKind.Mesh, string? media = null, CancellationToken cancellationToken = default) =>
        CallAsync("call_start", f => f.To(conversation).With("kind", Word(kind)).With("media", media), ClientJson.Default.CallView, Repeat.Never, cancellationToken);

    /// <param name="call">Which, where several broadcasts go on; null: the call everybody takes part in, else the only broadcast.</param>
    /// <param name="media">Null: `video` in a mesh, `none` in a broadcast.</param>
    public Task<CallView> JoinCallAsync(ConversationRef conversation, string? call = null, CallKind? kind = null, string? media = null, CancellationToken cancellationToken = default) =>
        CallAsync("call_join", f => f.To(conversation).With("call", call).With("kind", kind is { } one ? Word(one) : null).With("media", media),
            ClientJson.Default.CallView, Repeat.Never, cancellationToken);

    /// <param name="call">Null: all of the conversation that this connection is in.</param>
    public Task LeaveCallAsync(ConversationRef conversation, string? call = null, CancellationToken cancellationToken = default) =>
        CallAsync("call_leave", f => f.To(conversation).With("call", call), ClientJson.Default.EmptyReply, Repeat.Never, cancellationToken);

    /// <summary>Says no to a call that rings.</summary>
    public Task DeclineCallAsync(ConversationRef conversation, CancellationToken cancellationToken = default) =>
        CallAsync("call_decline", f => f.To(conversation), ClientJson.Default.EmptyReply, Repeat.Never, cancellationToken);

    /// <summary>Calls that go on in a conversation.</summary>
    public async Task<IReadOnlyList<Call>> CallsAsync(ConversationRef conversation, CancellationToken cancellationToken = default) =>
        (await CallAsync("call", f => f.To(conversation), ClientJson.Default.CallsReply, Repeat.Safe, cancellationToken)).Calls;

    /// <summary>Tells a member of the same conversation, on all their connections there, what their program needs to set up a call.</summary>
    public Task SignalAsync(ConversationRef conversation, long to, JsonElement payload, CancellationToken cancellationToken = default) =>
        CallAsync("signal", f => f.To(conversation).With("to", to).With("payload", payload), ClientJson.Default.EmptyReply, Repeat.Never, cancellationToken);

    /// <summary>As <see cref="SignalAsync(ConversationRef, long, JsonElement, CancellationToken)"/>, to one participant of a call this connection is in.</summary>
    public Task SignalAsync(ConversationRef conversation, string participant, JsonElement payload, CancellationToken cancellationToken = default) =>
        CallAsync("signal", f => f.To(conversation).With("participant", participant).With("payload", payload), ClientJson.Default.EmptyReply, Repeat.Never, cancellationToken);

    /// <summary>Says how one's own part in a call goes or went; what is said again only adds.</summary>
    public Task ReportCallAsync(string call, CallReport report, CancellationToken cancellationToken = default) =>
        CallAsync("call_report", f => f.With("call", call).With("stage", report.Stage).With("local_candidate", report.LocalCandidate).With("remote_candidate", report.RemoteCandidate)
            .With("setup_ms", (long?)report.Setup?.TotalMilliseconds).With("ended", report.Ended), ClientJson.Default.EmptyReply, Repeat.Safe, cancellationToken);

    private static string Word(CallKind kind) => kind == CallKind.Mesh ? "mesh" : "broadcast";
}
