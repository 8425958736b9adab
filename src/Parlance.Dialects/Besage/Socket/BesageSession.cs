using Parlance.Core;
using Parlance.Core.Accounts;
using Parlance.Core.Conversations;
using Parlance.Core.Events;
using Parlance.Core.Limits;
using Parlance.Dialects.Besage.Chats;
using Parlance.Dialects.Hosting.Sockets;
using Parlance.Sockets;
using Parlance.Sockets.Frames;

namespace Parlance.Dialects.Besage.Socket;

/// <summary>What the chat socket and the personal socket have in common: whose they are, when that ends, and news of chats one was added to.</summary>
/// <remarks>
/// Who may come in was decided before the handshake was answered (<see cref="BesageDoor"/>). Since then the session may have ended, or a place been lost, so:
/// <list type="number">
/// <item>Loop: follow the user; what ends the session from now on is heard.</item>
/// <item>Pool: follow what the socket is for, then judge token and place again (<see cref="EnterAsync"/>).</item>
/// <item>Loop: count as present, say the first frame.</item>
/// </list>
/// Frames that come meanwhile wait. Loop thread only, but for what the pool reads: <see cref="Me"/>, <see cref="Services"/>, <see cref="Connection"/>.
/// An access token that expires ends nothing: these clients cannot refresh, and come back with a new one after signing in.
/// </remarks>
internal abstract partial class BesageSession(Connection connection, SocketServices services, Arrival arrival) : SocketSession
{
    /// <summary>Refusals in a row after which a client is not listening.</summary>
    private const int MaxStrikes = 100;

    private TokenBucket _frames = new(services.FrameLimit);
    private int _strikes;
    private bool _countsAsPresent;
    private IDisposable? _listening;
    private User _me = arrival.Identity.User; // replaced whole by the loop

    protected Connection Connection { get; } = connection;

    protected SocketServices Services { get; } = services;

    protected SessionId Session { get; } = arrival.Identity.Session;

    protected User Me => Volatile.Read(ref _me);

    public sealed override void OnOpened()
    {
        Connection.User = Me.Id;
        _listening = Services.Teller.Listen();
        Connection.Loop.Registry.Follow(Connection, Topic.Of(Me.Id), position: 0);
        Connection.AdmitOnPool(Services.Logger, EnterAsync);
    }

    public override void OnBinary(Connection connection) => TakeFrame();

    public override void OnTooLarge(Connection connection) => Refuse(Refusal.Invalid("message", $"A frame holds at most {connection.MaxFrameBytes / 1024} KiB."), "frame");

    public override void OnOwnEvent(ChatEvent e)
    {
        switch (e)
        {
            case SessionsEnded ended when ended.Session is { } one ? one == Session : ended.Except != Session:
                Connection.Close(BesageClosing.Of(ended.Reason));
                break;
            case ProfileChanged { Profile.IsDeleted: true }:
                Connection.Close(BesageClosing.AccountGone);
                break;
            case ProfileChanged { Profile: var profile }:
                Volatile.Write(ref _me, profile);
                break;
            case MemberChanged { Member.IsJoined: true, Details: { } chat } added when added.By != Me.Id && ChatViews.IsChat(chat):
                _ = RunAsync("nuevo_chat", () => ShowChatAsync(chat));
                break;
        }
    }

    public override void OnTimer(long nowMs)
    {
    }

    public override void OnClosed()
    {
        if (_countsAsPresent)
            Services.Presence.Disconnected(Me.Id);
        _listening?.Dispose();
    }

    /// <summary>Steps 2 and 3 of a socket; ends on the loop.</summary>
    /// <returns>Null, or why the connection ends.</returns>
    protected abstract Task<CloseReason?> EnterAsync();

    /// <summary>From now on the user is online.</summary>
    protected void CountAsPresent()
    {
        Services.Presence.Connected(Me.AsPerson());
        _countsAsPresent = true;
    }

    /// <summary>Whether one more frame is allowed; whoever goes on regardless is closed.</summary>
    protected bool TakeFrame()
    {
        if (_frames.TryTake(Connection.Loop.Now, 1, out _))
            return true;
        Strike();
        return false;
    }

    /// <summary>Something went right: the client is listening.</summary>
    protected void ForgetStrikes() => _strikes = 0;

    /// <summary>Tells the sender why a message was not sent; too often in a row and the connection ends.</summary>
    protected void Refuse(Refusal refusal, string frame)
    {
        Services.Refusals.Add("command", BesageDialect.DialectName, frame, refusal);
        Connection.Send(BesageFrames.Error(Hosting.Refusals.Name(refusal.Code), refusal.Sentence));
        if (refusal.Code != RefusalCode.Unavailable) // the server's fault
            Strike();
    }

    /// <summary>Has work done on the pool; the next frame of this connection waits for it. What goes wrong is told to the client as trouble of the server.</summary>
    protected Task RunAsync(string frame, Func<Task> work) => Connection.RunOnPool(Services.Logger, frame, work, () => Refuse(Refusal.Unavailable, frame));

    /// <summary>Whether the session is still good, now that its end would be heard.</summary>
    /// <returns>Null when it is.</returns>
    protected async Task<CloseReason?> RecheckAsync() =>
        (await Services.Authenticator.AuthenticateAsync(arrival.Token, CancellationToken.None)).Refusal is { } refusal ? BesageClosing.Of(refusal.Code) : null;

    private void Strike()
    {
        if (++_strikes >= MaxStrikes)
            Connection.Close(BesageClosing.Flood);
    }

    private async Task ShowChatAsync(Conversation chat)
    {
        var shown = await Services.Views.OfAsync(chat, Me, Services.Links, CancellationToken.None);
        Connection.SendFromAnywhere(Frame.Join(BesageFrames.NewChat(shown), BesageFrames.ClientChat(shown)));
    }
}
