using System.Net;
using Parlance.Core;
using Parlance.Core.Events;
using Parlance.Core.Limits;
using Parlance.Core.Matchmaking;
using Parlance.Core.Moderation;
using Parlance.Dialects.Hosting.Matching;
using Parlance.Dialects.Native.Wire;
using Parlance.Sockets;

namespace Parlance.Dialects.Native.Socket;

/// <content>Looking for random partners. A connection is one seeker, from its first `match_join` on.</content>
internal sealed partial class NativeSession
{
    // As long as it looks anew at once, nobody needs to join again after `match_next`; whether it does so after the partner's leaving is the client's to say.
    private static readonly RequeuePolicy NextOnly = new(AfterNext: TimeSpan.Zero, AfterPartner: null);
    private static readonly RequeuePolicy Always = new(AfterNext: TimeSpan.Zero, AfterPartner: TimeSpan.Zero);

    private (string? Device, bool Auto) _seeksAs;

    /// <summary>What this connection is at the matchmaker; null before the first `match_join`.</summary>
    public SeekerId? Seeker { get; private set; }

    public Outcome<EmptyReply> JoinMatching(MatchJoinCommand c)
    {
        if (!Read(c).TryGet(out var preferences, out var refusal))
            return refusal;
        var device = c.Device ?? Connection.Device;
        if (c.Device is not null && BanRules.CheckDevice(c.Device) is { } unfit)
            return unfit;
        if (Services.Bans.FindDevice(device) is not null)
            return BanRules.Banned;
        if (Seeker is { } present && _seeksAs != (device, c.Auto))
        {
            // As another device, or by another rule: another seeker. Not out of a match, which would end it.
            if (Services.Matchmaker.MatchOf(present) is not null)
                return MatchRefusals.InMatch;
            EndMatching(MatchEnding.Left);
        }

        var seeker = Seeker ?? OpenSeeker(device, c.Auto);
        return Nothing(Services.Matchmaker.Join(seeker, preferences));
    }

    public Outcome<EmptyReply> LeaveMatching() => Seeker is { } seeker ? Nothing(Services.Matchmaker.Leave(seeker)) : MatchRefusals.NotLooking;

    public Outcome<EmptyReply> NextMatch() => Seeker is { } seeker ? Nothing(Services.Matchmaker.Next(seeker)) : MatchRefusals.NotLooking;

    public Outcome<EmptyReply> SayInMatch(MatchTextCommand c) => Seeker is { } seeker ? Nothing(Services.Matchmaker.Say(seeker, c.Text)) : MatchRefusals.NotInMatch;

    public Outcome<EmptyReply> SignalInMatch(MatchSignalCommand c) => Seeker is { } seeker ? Nothing(Services.Matchmaker.Signal(seeker, c.Payload.GetRawText())) : MatchRefusals.NotInMatch;

    private static Outcome<MatchPreferences> Read(MatchJoinCommand c) => MatchWords.Mode(c.Mode) is not { } mode
        ? Refusal.Invalid("mode", "`mode` must be `video` or `text`.")
        : PreferenceRules.Normalize(new MatchPreferences
        {
            Mode = mode,
            Languages = c.Languages ?? [],
            Country = c.Country,
            Countries = c.Countries ?? [],
            Interests = c.Interests ?? [],
            Age = c.Age,
            MinAge = c.MinAge,
            MaxAge = c.MaxAge,
        });

    private static Outcome<EmptyReply> Nothing(Refusal? refusal) => refusal is null ? EmptyReply.Instance : refusal;

    private SeekerId OpenSeeker(string? device, bool auto)
    {
        _ = IPAddress.TryParse(Connection.RemoteAddress, out var address);
        var party = MatchParty.Of(Me, NativeDialect.DialectName, AddressKey.Of(address)) with { Device = device };
        var seeker = Services.Matchmaker.Open(party, auto ? Always : NextOnly, new SeekerLink(Connection, Services.Matching, Services.Time));
        _seeksAs = (device, auto);
        Seeker = seeker;
        Connection.Loop.Registry.Follow(Connection, Topic.Of(seeker), position: 0);
        return seeker;
    }

    private void EndMatching(MatchEnding ending)
    {
        if (Seeker is not { } seeker)
            return;
        Seeker = null;
        Connection.Loop.Registry.Unfollow(Connection, Topic.Of(seeker));
        Services.Matchmaker.Close(seeker, ending);
    }

    private void OnMatching(SeekerEvent e)
    {
        if (e.To != Seeker)
            return;
        switch (e)
        {
            case WaitingForMatch:
                Connection.Send(NativeEncoder.Event(new MatchWaitingEvent("match_waiting"), Json.MatchWaitingEvent));
                break;
            case MatchFound found:
                var mode = Services.Matchmaker.MatchOf(found.To) is { } match && match.Id == found.Match ? match.Mode : MatchMode.Video;
                var ice = Services.IceServers.For(Me.Key).Servers.Select(server => new WireIceServer(server.Urls) { Username = server.Username, Credential = server.Credential });
                Connection.Send(NativeEncoder.Event(
                    new MatchedEvent("matched", found.Match.ToString(), MatchWords.Of(mode), found.IsInitiator, WireMatchPartner.Of(found.Partner), [.. ice]), Json.MatchedEvent));
                break;
            case MatchText text:
                Connection.Send(NativeEncoder.Event(new MatchTextEvent("match_text", text.Match.ToString(), text.Text), Json.MatchTextEvent));
                break;
            case MatchSignal signal:
                Connection.Send(NativeEncoder.Signal(signal));
                break;
            case MatchOver over:
                Connection.Send(NativeEncoder.Event(new MatchEndedEvent("match_ended", over.Match.ToString(), MatchWords.Of(over.Ending), over.IsOwn), Json.MatchEndedEvent));
                break;
        }
    }
}
