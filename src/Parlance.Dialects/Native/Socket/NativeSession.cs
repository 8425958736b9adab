using Parlance.Core;
using Parlance.Core.Accounts;
using Parlance.Core.Calls;
using Parlance.Core.Events;
using Parlance.Core.Limits;
using Parlance.Core.Matchmaking;
using Parlance.Dialects.Native.Wire;
using Parlance.Sockets;
using Parlance.Sockets.Frames;

namespace Parlance.Dialects.Native.Socket;

/// <summary>One connection of the native dialect: first `hello`, then commands and events (docs/wire/native.md).</summary>
/// <remarks>Loop thread only, but for what commands on the thread pool read: <see cref="Me"/>, <see cref="Services"/>, <see cref="Connection"/>.</remarks>
internal sealed partial class NativeSession : SocketSession
{
    /// <summary>Refusals in a row after which a client is not listening.</summary>
    private const int MaxStrikes = 100;

    private static readonly NativeJson Json = NativeJson.Default;

    private TokenBucket _commands;
    private TokenBucket _sends;
    private int _strikes;
    private bool _saidHello;
    private bool _countsAsPresent;
    private bool _warned; // that the token of the moment expires soon
    private Identity? _identity;
    private User? _me; // replaced whole by the loop; commands read it once

    public NativeSession(Connection connection, NativeServices services)
    {
        Connection = connection;
        Services = services;
        _commands = new TokenBucket(services.CommandLimit);
        _sends = new TokenBucket(services.MessageLimit);
    }

    public Connection Connection { get; }

    public NativeServices Services { get; }

    /// <summary>This connection's parts in calls.</summary>
    public CallSeats Seats { get; } = new();

    /// <summary>The user as of now; only after `hello`.</summary>
    public User Me => Volatile.Read(ref _me) ?? throw new InvalidOperationException("No hello yet.");

    public override void OnOpened() =>
        Connection.SetTimer(Connection.Loop.NowMs + (long)Connection.Loop.Options.HelloTimeout.TotalMilliseconds);

    public override Task OnText(Span<byte> payload)
    {
        if (CommandHead.Read(payload, out var head) is { } notACommand)
        {
            Refuse(head.Id, notACommand, "frame");
            return Task.CompletedTask;
        }

        if (!_commands.TryTake(Connection.Loop.Now, 1, out var retryAfter))
        {
            Refuse(head.Id, Refusal.RateLimited("commands", retryAfter), "frame");
            return Task.CompletedTask;
        }

        if (_me is null)
            return OnFirst(head, payload);
        if (head.Type == "send")
            return OnSend(head, payload);
        return OnCommand(head, payload);
    }

    public override void OnOwnEvent(ChatEvent e)
    {
        switch (e)
        {
            case SessionsEnded ended when _identity is { } me && (ended.Session is { } one ? one == me.Session : ended.Except != me.Session):
                EndMatching(ended.Reason == RefusalCode.Banned ? MatchEnding.Banned : MatchEnding.Left);
                Connection.Close(ended.Reason == RefusalCode.Banned ? CloseReason.Banned : CloseReason.SessionEnded);
                break;
            case ProfileChanged { Profile: var profile }:
                Volatile.Write(ref _me, profile);
                Connection.Send(NativeEncoder.Event(new ProfileEvent("profile", WireUser.OfSelf(profile)), Json.ProfileEvent));
                break;
            case MemberChanged changed:
                OnOwnMembership(changed);
                break;
            case SignalSent signal:
                OnSignal(signal);
                break;
            case SeekerEvent matching:
                OnMatching(matching);
                break;
        }
    }

    public override void OnTimer(long nowMs)
    {
        if (_identity is not { } identity)
        {
            Connection.Close(CloseReason.HelloTimeout);
            return;
        }

        var left = identity.ExpiresAt - Services.Time.GetUtcNow();
        if (left <= TimeSpan.Zero)
        {
            Connection.Close(CloseReason.TokenExpired);
            return;
        }

        if (left <= ExpiryWarning && !_warned)
        {
            _warned = true;
            Connection.Send(NativeEncoder.Event(new TokenExpiringEvent("token_expiring", identity.ExpiresAt.ToUnixTimeMilliseconds()), Json.TokenExpiringEvent));
        }

        WatchExpiry();
    }

    public override void OnClosing() => EndMatching(MatchEnding.Left);

    public override void OnClosed()
    {
        EndMatching(MatchEnding.Left);
        Services.Calls.Close(Seats);
        if (_countsAsPresent)
            Services.Presence.Disconnected(_me!.Id);
    }

    /// <summary>Answers a command that is refused; too many in a row end the connection, but not for what is the server's fault.</summary>
    public void Refuse(CommandId id, Refusal refusal, string command)
    {
        Connection.Send(EncodeRefusal(id, refusal, command));
        if (refusal.Code != RefusalCode.Unavailable && ++_strikes >= MaxStrikes)
            Connection.Close(CloseReason.Flood);
    }

    /// <summary>Any thread.</summary>
    public Frame EncodeRefusal(CommandId id, Refusal refusal, string command)
    {
        Services.Refusals.Add("command", NativeDialect.DialectName, command, refusal);
        return NativeEncoder.Error(id, refusal);
    }

    private Task OnCommand(CommandHead head, ReadOnlySpan<byte> payload)
    {
        var id = head.Id;
        switch (head.Type)
        {
            case "ping":
                Reply(id, EmptyReply.Instance, Json.EmptyReply);
                return Task.CompletedTask;
            case "watch":
                return BeginWatch(id, payload);
            case "unwatch":
                Unwatch(id, payload);
                return Task.CompletedTask;
            case "refresh":
                return BeginRefresh(id, payload);
            case "hello":
                Refuse(id, Refusal.Invalid("type", "This connection has said hello already."), "hello");
                return Task.CompletedTask;
        }

        if (NativeCommands.ByName.TryGetValue(head.Type, out var command))
        {
            _strikes = 0;
            return command.Begin(this, id, payload);
        }

        if (head.Type.Length == 0)
            Refuse(id, Refusal.Invalid("type", "`type` is missing or not a string."), "unknown");
        else
            Refuse(id, new Refusal(RefusalCode.UnknownCommand, "There is no such command.", "See docs/wire/native.md for the commands.") { Field = "type" }, "unknown");
        return Task.CompletedTask;
    }

    private void Reply<T>(CommandId id, T reply, System.Text.Json.Serialization.Metadata.JsonTypeInfo<T> type)
    {
        _strikes = 0;
        if (!id.IsNone)
            Connection.Send(NativeEncoder.Ok(id, reply, type));
    }
}
