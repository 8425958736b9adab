using System.Net;
using Microsoft.AspNetCore.WebUtilities;
using Parlance.Core;
using Parlance.Core.Accounts;
using Parlance.Core.Conversations;
using Parlance.Core.Events;
using Parlance.Core.Limits;
using Parlance.Core.Messages;
using Parlance.Dialects.Hosting.Sockets;
using Parlance.Sockets;

namespace Parlance.Dialects.ChatRooms.Socket;

/// <summary>What the room socket and the DM socket have in common: who is at the other end, what may be sent how fast, and how one is told no.</summary>
/// <remarks>
/// The life of a handshake, which sends nothing before it is over; frames that come meanwhile wait:
/// <list type="number">
/// <item>Pool: the user of the path, made if need be; whether this client may speak for them.</item>
/// <item>Loop: follow the user, so that a ban from now on is heard; hold events of conversations back.</item>
/// <item>Pool: what the socket needs (<see cref="EnterAsync"/>), which ends on the loop with the first frames.</item>
/// </list>
/// Loop thread only, but for what the pool reads: <see cref="Me"/>, <see cref="Services"/>, <see cref="Connection"/>.
/// </remarks>
internal abstract partial class ChatRoomsSession(Connection connection, SocketServices services, SocketArrival arrival) : SocketSession
{
    /// <summary>Refusals in a row after which a client is not listening.</summary>
    private const int MaxStrikes = 100;

    /// <summary>The words of the replaced servers for whatever is no frame.</summary>
    private const string Malformed = "Invalid message format";

    private TokenBucket _messages = new(services.MessageLimit);
    private TokenBucket _frames = new(services.FrameLimit);
    private int _strikes;
    private IDisposable? _lease;
    private bool _countsAsPresent;
    private User? _me; // replaced whole by the loop

    protected Connection Connection { get; } = connection;

    protected SocketServices Services { get; } = services;

    protected SocketArrival Arrival { get; } = arrival;

    /// <summary>The user of the path as of now; only once step 2 is done.</summary>
    protected User Me => Volatile.Read(ref _me) ?? throw new InvalidOperationException("Nobody has arrived yet.");

    protected DateTimeOffset Now => Services.Time.GetUtcNow();

    private string UserKey => Arrival.Segments[^1];

    public override void OnOpened() => Connection.AdmitOnPool(Services.Logger, AdmitAsync);

    public override Task OnText(Span<byte> payload)
    {
        if (!InboundFrame.TryRead(payload, out var frame))
        {
            if (TakeFrame())
                Refuse(Malformed);
            return Task.CompletedTask;
        }

        switch (frame.Type)
        {
            case FrameType.Pong:
                return Task.CompletedTask;
            case FrameType.KeepAlive:
                if (TakeFrame())
                    Connection.Send(FrameWriting.Ping(Now));
                return Task.CompletedTask;
            default:
                return OnFrame(frame);
        }
    }

    public override void OnBinary(Connection connection) => Refuse(Malformed);

    public override void OnTooLarge(Connection connection) => Refuse($"A frame holds at most {connection.MaxFrameBytes / 1024} KiB.");

    public override void OnOwnEvent(ChatEvent e)
    {
        switch (e)
        {
            case SessionsEnded { Reason: RefusalCode.Banned }:
                Connection.Close(RoomsClosing.Of(TokenRefusals.Banned(DateTimeOffset.MaxValue), RoomsClosing.UserNotFound));
                break;
            // This socket has no session of its own; it lives by the right to speak for its user, which may have gone with the session.
            case SessionsEnded when Services.Options.Strict && !Services.Rights.MaySpeakFor(Me, Arrival.Client):
                Connection.Close(RoomsClosing.Of(RoomsClosing.NotTheirs, RoomsClosing.UserNotFound));
                break;
            case ProfileChanged { Profile.IsDeleted: true }:
                Connection.Close(RoomsClosing.UserNotFound);
                break;
            case ProfileChanged { Profile: var profile }:
                Volatile.Write(ref _me, profile);
                break;
        }
    }

    public override void OnClosed()
    {
        if (_countsAsPresent)
            Services.Presence.Disconnected(Me.Id);
        _lease?.Dispose();
    }

    /// <summary>Step 3; the user is followed, events are held back.</summary>
    /// <returns>Null, or why the connection ends.</returns>
    protected abstract Task<CloseReason?> EnterAsync(User user);

    protected abstract Task OnFrame(in InboundFrame frame);

    /// <summary>From now on the user is online.</summary>
    protected void CountAsPresent()
    {
        Services.Presence.Connected(Me.AsPerson());
        _countsAsPresent = true;
    }

    /// <summary>Tells the sender what is wrong; too often in a row and the connection ends.</summary>
    protected void Refuse(string message)
    {
        Connection.Send(FrameWriting.Error(message));
        if (++_strikes >= MaxStrikes)
            Connection.Close(RoomsClosing.Flood);
    }

    protected void Refuse(Refusal refusal, string frame)
    {
        Services.Refusals.Add("command", ChatRoomsDialect.DialectName, frame, refusal);
        if (refusal.Code == RefusalCode.Unavailable)
            Connection.Send(FrameWriting.Error(refusal.Sentence)); // the server's fault
        else
            Refuse(refusal.Sentence);
    }

    /// <summary>Any thread.</summary>
    protected void RefuseFromAnywhere(Refusal refusal, string frame) => Connection.Post(() => Refuse(refusal, frame));

    protected bool TakeMessage() => Take(ref _messages, 1, "messages");

    /// <param name="cost">More for what takes longer.</param>
    protected bool TakeFrame(int cost = 1) => Take(ref _frames, cost, "frames");

    protected bool Take(ref TokenBucket bucket, int cost, string what)
    {
        if (bucket.TryTake(Connection.Loop.Now, cost, out var retryAfter))
            return true;
        Refuse(Refusal.RateLimited(what, retryAfter), what);
        return false;
    }

    /// <summary>Checks a message and queues it; one that is refused is answered.</summary>
    protected void Store(Access access, AppendEntry entry, string frame)
    {
        if (Services.Messages.Check(access, entry) is { } refusal)
        {
            Refuse(refusal, frame);
            return;
        }

        ForgetStrikes();
        Connection.Loop.Store(entry);
    }

    /// <summary>Something went right: the client is listening.</summary>
    protected void ForgetStrikes() => _strikes = 0;

    /// <summary>Has work done on the pool; the next frame of this connection waits for it. What goes wrong is told to the client as trouble of the server.</summary>
    protected Task RunAsync(string frame, Func<Task> work) => Connection.RunOnPool(Services.Logger, frame, work, () => Refuse(Refusal.Unavailable, frame));

    private async Task<CloseReason?> AdmitAsync()
    {
        var query = QueryHelpers.ParseQuery(Arrival.Query);
        string? Given(string name) => query.TryGetValue(name, out var values) ? values[0] : null;
        var username = Given("username");
        _ = IPAddress.TryParse(Connection.RemoteAddress, out var address);

        if (!(await Services.Doorway.ArriveAsync(UserKey, username, address, CancellationToken.None)).TryGet(out var user, out var refusal))
            return RefuseEntry(refusal, RoomsClosing.UserNotFound);
        if (user.IsBanned(Now))
            return RefuseEntry(TokenRefusals.Banned(user.BannedUntil!.Value), RoomsClosing.UserNotFound);
        IDisposable? lease = null;
        if (Services.Options.Strict && (lease = Services.Rights.TryLease(user, Arrival.Client)) is null)
            return RefuseEntry(RoomsClosing.NotTheirs, RoomsClosing.UserNotFound);

        await Connection.RunAsync(() => Begin(user, lease));
        user = await Services.Doorway.RefreshAsync(user, username, Given("avatar_url"), CancellationToken.None);
        return await EnterAsync(user);
    }

    protected CloseReason RefuseEntry(Refusal refusal, CloseReason gone)
    {
        Services.Refusals.Add("handshake", ChatRoomsDialect.DialectName, "/ws", refusal);
        return RoomsClosing.Of(refusal, gone);
    }

    /// <summary>Whether the user may still come in, now that a ban would be heard.</summary>
    protected async Task<CloseReason?> RecheckAsync() =>
        (await Services.Accounts.FindAsync(Me.Id, CancellationToken.None)).TryGet(out var user, out var refusal)
            ? user.IsBanned(Now) ? RefuseEntry(TokenRefusals.Banned(user.BannedUntil!.Value), RoomsClosing.UserNotFound) : null
            : RefuseEntry(refusal, RoomsClosing.UserNotFound);

    private void Begin(User user, IDisposable? lease)
    {
        Volatile.Write(ref _me, user);
        if (!Connection.IsOpen)
        {
            lease?.Dispose();
            return;
        }

        _lease = lease;
        Connection.User = user.Id;
        Connection.Held = [];
        Connection.Loop.Registry.Follow(Connection, Topic.Of(user.Id), position: 0);
    }
}
