using Parlance.Core;
using Parlance.Core.Accounts;
using Parlance.Core.Conversations;
using Parlance.Core.Events;
using Parlance.Core.Likes;
using Parlance.Core.Limits;
using Parlance.Dialects.Hosting.Receipts;
using Parlance.Dialects.Hosting.Sockets;
using Parlance.Sockets;

namespace Parlance.Dialects.FortiFun.Socket;

/// <summary>One connection: the hub, or bound to one conversation (docs/wire/fortifun.md, Sockets). Both hear of all of somebody's conversations; the bound one has joined its own.</summary>
/// <remarks>Loop thread only, but for what the pool reads: <see cref="Me"/>, <see cref="Services"/>, <see cref="Connection"/>.</remarks>
internal sealed partial class FortiSession : SocketSession
{
    private const int MaxStrikes = 100;
    private const string NotJson = "Invalid JSON format";
    private const string NotAFrame = "Invalid message format";
    private const string NotAParticipant = "Not a participant of this conversation";

    private readonly SocketArrival _arrival;
    private readonly ConversationId? _bound;
    private readonly Dictionary<ConversationId, string> _directs = []; // with their public keys
    private readonly HashSet<ConversationId> _joined = [];
    private readonly List<UserId> _pinned = [];
    private TokenBucket _frames;
    private Identity? _identity;
    private volatile User? _me;
    private IDisposable? _listening;
    private bool _isLive;
    private int _coming; // conversations whose people are being read
    private int _strikes;

    public FortiSession(Connection connection, SocketServices services, SocketArrival arrival, ConversationId? bound)
    {
        (Connection, Services, _arrival, _bound) = (connection, services, arrival, bound);
        _frames = new TokenBucket(services.FrameLimit);
    }

    private Connection Connection { get; }

    private SocketServices Services { get; }

    private User Me => _me ?? throw new InvalidOperationException("Nobody has arrived yet.");

    public override Task OnText(Span<byte> payload)
    {
        if (!_frames.TryTake(Connection.Loop.Now, 1, out var retryAfter))
        {
            Refuse(Refusal.RateLimited("frames", retryAfter), "frames");
            return Task.CompletedTask;
        }

        if (InboundFrame.TryRead(payload, out var frame, out var isJson))
            return OnFrame(frame);
        Complain(isJson ? NotAFrame : NotJson);
        return Task.CompletedTask;
    }

    public override void OnBinary(Connection connection) => Complain(NotJson);

    public override void OnTooLarge(Connection connection) => Complain($"A frame holds at most {connection.MaxFrameBytes / 1024} KiB");

    public override bool Wants(ConversationEvent e) => e switch
    {
        Typing => _joined.Contains(e.Conversation),
        // Of the two, the one who did not read is the author.
        MessageReceipts receipts => _joined.Contains(e.Conversation) || (_bound is null && receipts.Receiver.User != Me.Id),
        _ => true,
    };

    public override void OnDelivered(ConversationEvent e)
    {
        if (e is MessagePosted { Message: var message } && _joined.Contains(e.Conversation))
            Connection.Send(Services.Codec.Raw(message));
    }

    public override void OnOwnEvent(ChatEvent e)
    {
        switch (e)
        {
            case MemberChanged { Member.IsJoined: true, Details: { Kind: ConversationKind.Direct } direct } joined:
                Welcome(direct, joined.Position);
                break;
            case MemberChanged { Member: { IsJoined: false, Conversation: var left } }:
                Forget(left);
                break;
            case MatchMade match when _isLive:
                Connection.Send(FortiFrames.NewMatch(match, Services.Codec.Links));
                break;
            case SessionsEnded { Session: { } session } when session == _identity!.Session:
            case SessionsEnded { Session: null, Except: var except } when except != _identity!.Session:
            case ProfileChanged { Profile.IsDeleted: true }:
                Connection.Close(FortiClosing.Ended);
                break;
            case ProfileChanged { Profile: var profile }:
                _me = profile;
                break;
        }
    }

    public override void OnConversationDeleted(ConversationId conversation) => Forget(conversation);

    public override void OnTimer(long nowMs)
    {
    }

    public override void OnClosed()
    {
        if (_isLive)
            Services.Presence.Disconnected(Me.Id);
        _listening?.Dispose();
        Services.Roster.Unpin(_pinned);
        _pinned.Clear();
    }

    private void Forget(ConversationId conversation)
    {
        Connection.Loop.Registry.Unfollow(Connection, Topic.Of(conversation));
        _directs.Remove(conversation);
        _joined.Remove(conversation);
        if (conversation == _bound)
            Connection.Close(FortiClosing.ConversationLeft);
    }

    /// <summary>Tells the sender what is wrong; too often in a row and the connection ends.</summary>
    private void Complain(string message)
    {
        Connection.Send(FortiFrames.Error(message));
        if (++_strikes >= MaxStrikes)
            Connection.Close(FortiClosing.Flood);
    }

    private void Refuse(Refusal refusal, string frame)
    {
        Services.Refusals.Add("command", FortiFunDialect.DialectName, frame, refusal);
        if (refusal.Code == RefusalCode.Unavailable)
            Connection.Send(FortiFrames.Error(refusal.Sentence)); // the server's fault
        else
            Complain(refusal.Sentence);
    }

    /// <summary>Has work done on the pool; the next frame of this connection waits for it. A refusal is told to the client.</summary>
    private Task RunAsync(string frame, Func<Task<Refusal?>> work) => Connection.RunOnPool(
        Services.Logger,
        frame,
        async () =>
        {
            if (await work() is { } refusal)
                Connection.Post(() => Refuse(refusal, frame));
        },
        () => Refuse(Refusal.Unavailable, frame));
}
