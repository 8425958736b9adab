using System.Security.Cryptography;
using Parlance.Core;
using Parlance.Core.Accounts;
using Parlance.Core.Events;
using Parlance.Core.Limits;
using Parlance.Core.Matchmaking;
using Parlance.Sockets;

namespace Parlance.Dialects.Blink.Socket;

/// <summary>One visit to the random chat (docs/wire/blinkchat.md, Socket): it looks for a partner from the moment it is there until it closes.</summary>
/// <remarks>Loop thread only, but for what the pool reads: <see cref="Services"/>, <see cref="Connection"/>.</remarks>
internal sealed partial class BlinkSession : SocketSession
{
    private static readonly Refusal NotAFrame = new(RefusalCode.Malformed, "The frame is none of this wire; it was passed over.", "Send `chat`, `signal` or `next` as a JSON object.");
    private static readonly Refusal TooMuchSignal = new(RefusalCode.RateLimited, "Too many bytes of call signals in a short time.", "Send less at once.");

    private readonly string? _token;
    private readonly string _address;
    private readonly FramePacer _out;
    private TokenBucket _signalBytes;
    private Identity? _identity; // null for somebody without an account
    private SeekerId? _seeker; // null before one is there

    /// <param name="token">Says who comes; null for somebody without an account.</param>
    /// <param name="address">As <see cref="AddressKey"/> writes it.</param>
    public BlinkSession(Connection connection, SocketServices services, string? token, string address)
    {
        (Connection, Services, _token, _address) = (connection, services, token, address);
        _out = new FramePacer(connection, services.Options.FrameSpacing, services.Time);
        _signalBytes = new TokenBucket(services.SignalBytes);
    }

    private Connection Connection { get; }

    private SocketServices Services { get; }

    public override Task OnText(Span<byte> payload)
    {
        if (_seeker is not { } seeker)
            return Task.CompletedTask;
        if (!InboundFrame.TryRead(payload, out var frame))
        {
            PassOver("frame", NotAFrame);
            return Task.CompletedTask;
        }

        var (name, refusal) = frame.Type switch
        {
            FrameType.Chat => ("chat", Services.Matchmaker.Say(seeker, frame.Content)),
            FrameType.Signal => ("signal", Signal(seeker, frame.Content, payload.Length)),
            _ => ("next", Services.Matchmaker.Next(seeker)),
        };
        if (refusal is not null)
            PassOver(name, refusal);
        return Task.CompletedTask;
    }

    public override void OnBinary(Connection connection) => PassOver("frame", NotAFrame);

    public override void OnTooLarge(Connection connection) =>
        PassOver("frame", new Refusal(RefusalCode.TooLarge, $"A frame holds at most {connection.MaxFrameBytes / 1024} KiB; it was passed over.", "Send less at once."));

    public override void OnOwnEvent(ChatEvent e)
    {
        switch (e)
        {
            case WaitingForMatch:
                _out.Send(BlinkFrames.Waiting);
                break;
            case MatchFound found:
                _out.Send(BlinkFrames.Matched(found));
                break;
            case MatchText text:
                _out.Send(BlinkFrames.Chat(text));
                break;
            case MatchSignal signal:
                _out.Send(BlinkFrames.Signal(signal));
                break;
            case MatchOver { IsOwn: false, Ending: var ending }:
                _out.Send(ending == MatchEnding.Next ? BlinkFrames.PartnerNext : BlinkFrames.PartnerLeft);
                break;
            case SessionsEnded { Session: null, Reason: RefusalCode.Banned }:
                End(BlinkClosing.Banned, MatchEnding.Banned);
                break;
            case SessionsEnded { Session: { } session } when session == _identity!.Session:
            case SessionsEnded { Session: null, Except: var except } when except != _identity!.Session:
            case ProfileChanged { Profile.IsDeleted: true }:
                End(BlinkClosing.Ended, MatchEnding.Left);
                break;
        }
    }

    /// <summary>The time has come to try again what was refused as too often.</summary>
    public override void OnTimer(long nowMs) => Join();

    public override void OnClosing() => Withdraw(MatchEnding.Left);

    public override void OnClosed()
    {
        _out.Stop();
        Withdraw(MatchEnding.Left);
    }

    private Refusal? Signal(SeekerId seeker, string payload, int bytes) =>
        _signalBytes.TryTake(Connection.Loop.Now, bytes, out _) ? Services.Matchmaker.Signal(seeker, payload) : TooMuchSignal;

    private void End(CloseReason reason, MatchEnding ending)
    {
        Withdraw(ending);
        Connection.Close(reason);
    }

    private void Withdraw(MatchEnding ending)
    {
        if (_seeker is { } seeker)
            Services.Matchmaker.Close(seeker, ending);
    }

    /// <summary>This wire has no word for a refusal: the client hears nothing, the operator finds it counted.</summary>
    private void PassOver(string frame, Refusal refusal) => Services.Refusals.Add("command", BlinkDialect.DialectName, frame, refusal);

    private void Join()
    {
        if (_seeker is not { } seeker || Services.Matchmaker.Join(seeker, MatchPreferences.None) is not { } refusal)
            return;
        PassOver("connect", refusal);
        if (refusal.RetryAfter is { } wait)
            Connection.SetTimer(Connection.Loop.NowMs + (long)Math.Ceiling(wait.TotalMilliseconds));
    }

    private MatchParty PartyOf(User? user) => user is null
        ? new MatchParty($"anonymous_{RandomNumberGenerator.GetHexString(24, lowercase: true)}") { Address = _address, Dialect = BlinkDialect.DialectName }
        : MatchParty.Of(user, BlinkDialect.DialectName, _address);
}
