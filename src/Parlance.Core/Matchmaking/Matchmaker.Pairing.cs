using System.Collections.Frozen;
using Microsoft.Extensions.Logging;
using Parlance.Core.Events;

namespace Parlance.Core.Matchmaking;

/// <content>Into the queue and from there into a match. What has no <c>Async</c> in its name and no lock of its own expects the lock held.</content>
public sealed partial class Matchmaker
{
    public void Receive(IReadOnlyList<ChatEvent> events)
    {
        foreach (var e in events)
        {
            if (e is BlockChanged changed)
                OnBlockChanged(changed);
        }
    }

    private void OnBlockChanged(BlockChanged changed)
    {
        lock (_gate)
        {
            // Blocks are rare, so nothing is kept by user for them. Whoever is claimed is asked about once more before the match.
            foreach (var seeker in _seekers.Values.Where(seeker => seeker.Party.User == changed.By || seeker.Party.User == changed.Whom).ToArray())
            {
                if (seeker.State is SeekerState.Waiting or SeekerState.Entering)
                    EnterAnew(seeker);
                else if (changed.IsBlocked && seeker.Party.User == changed.By && seeker.Match?.PartnerOf(seeker).Party.User == changed.Whom)
                    End(seeker, MatchEnding.Blocked);
            }
        }
    }

    /// <summary>With a ticket that knows of what has changed, at the old place.</summary>
    private void EnterAnew(Seeker seeker)
    {
        Withdraw(seeker);
        Enter(seeker, seeker.Since);
    }

    /// <summary>Begins a stay in the queue.</summary>
    private void Enter(Seeker seeker, TimeSpan since)
    {
        Become(seeker, SeekerState.Entering);
        seeker.Since = since;
        var visit = seeker.Visit;
        _running.Run(() => EnterAsync(seeker, visit, since));
    }

    private async Task EnterAsync(Seeker seeker, int visit, TimeSpan since)
    {
        try
        {
            var blocked = seeker.Party.User is { } user ? await _blocks.AroundAsync(user, CancellationToken.None) : FrozenSet<UserId>.Empty;
            Ticket ticket;
            lock (_gate)
            {
                if (seeker.Visit != visit)
                    return;
                ticket = new Ticket(new TicketId(Guid.NewGuid()), seeker.Id, seeker.Party, seeker.Preferences, since) { Blocked = blocked };
                seeker.Ticket = ticket;
            }

            await TakeAsync(seeker, visit, ticket, await _queue.EnterAsync(ticket, CancellationToken.None));
        }
        catch (Exception e)
        {
            OnFailed(seeker, visit, e);
        }
    }

    private async Task SearchAgainAsync(Seeker seeker, int visit, Ticket ticket)
    {
        try
        {
            await TakeAsync(seeker, visit, ticket, await _queue.SearchAsync(ticket.Id, CancellationToken.None));
        }
        catch (Exception e)
        {
            OnFailed(seeker, visit, e);
        }
    }

    /// <summary>Does what a search has found for a seeker.</summary>
    private async Task TakeAsync(Seeker seeker, int visit, Ticket ticket, SearchResult found)
    {
        if (found.Claim is { } claim)
        {
            await SettleAsync(claim);
            return;
        }

        lock (_gate)
        {
            if (seeker.Visit == visit)
            {
                if (seeker.State != SeekerState.Waiting)
                    _waiting++;
                seeker.State = SeekerState.Waiting; // no new visit: it is the same stay
                if (!seeker.ToldWaiting)
                {
                    seeker.ToldWaiting = true;
                    _bus.Publish([new WaitingForMatch(seeker.Id, ticket.Id)]);
                }

                var now = _time.Elapsed();
                if (!found.IsComplete)
                    _alarm.Set(new MatchAlarm.Entry(seeker, visit, MatchAlarm.Kind.Search), now + GoOnAfter);
                else if (ticket.Preferences.NextChange(now - ticket.Since, _options) is { } change)
                    _alarm.Set(new MatchAlarm.Entry(seeker, visit, MatchAlarm.Kind.Search), ticket.Since + change);
                return;
            }

            // Claimed by another's search meanwhile, or withdrawn while it was on its way in; then it must not stay.
            if (seeker.Ticket?.Id == ticket.Id)
                return;
        }

        await _queue.LeaveAsync(ticket.Id, CancellationToken.None);
    }

    /// <summary>Makes a match of a claim, if both are still there; else the one who is goes back to its place.</summary>
    private async Task SettleAsync(MatchClaim claim)
    {
        Seeker? first, second;
        lock (_gate)
            (first, second) = (Reserve(claim.First), Reserve(claim.Second));

        var (firstLives, secondLives) = first is null || second is null
            ? (first is not null, second is not null)
            : await AreAliveAsync(first, second);
        var (mayMeet, failed) = (false, false);
        try
        {
            mayMeet = firstLives && secondLives && await MayStillMeetAsync(claim);
        }
        catch (Exception e)
        {
            Log.SearchFailed(_logger, e);
            failed = true;
        }

        lock (_gate)
        {
            // Either may have left while they were asked.
            firstLives &= IsReserved(first, claim.First);
            secondLives &= IsReserved(second, claim.Second);
            if (firstLives && secondLives && mayMeet)
            {
                Begin(first!, second!);
                return;
            }

            SendBack(first, claim.First, firstLives, failed);
            SendBack(second, claim.Second, secondLives, failed);
        }
    }

    private static async ValueTask<(bool First, bool Second)> AreAliveAsync(Seeker first, Seeker second)
    {
        var firstAnswer = first.Connection.IsAliveAsync();
        var secondAnswer = second.Connection.IsAliveAsync();
        return (await firstAnswer, await secondAnswer);
    }

    /// <summary>Whether neither has blocked the other since their tickets were made.</summary>
    private async ValueTask<bool> MayStillMeetAsync(MatchClaim claim) =>
        claim.First.Party.User is not { } one || claim.Second.Party.User is not { } other || !await _blocks.IsBetweenAsync(one, other, CancellationToken.None);

    private Seeker? Reserve(Ticket ticket)
    {
        if (!_seekers.TryGetValue(ticket.Seeker, out var seeker) || seeker.Ticket?.Id != ticket.Id || seeker.State is not (SeekerState.Entering or SeekerState.Waiting))
            return null;
        Become(seeker, SeekerState.Claimed);
        return seeker;
    }

    private static bool IsReserved(Seeker? seeker, Ticket ticket) => seeker is { State: SeekerState.Claimed } && seeker.Ticket?.Id == ticket.Id;

    private void SendBack(Seeker? seeker, Ticket ticket, bool lives, bool failed)
    {
        if (!IsReserved(seeker, ticket))
            return;
        if (lives && failed)
        {
            TryLater(seeker!);
            return;
        }

        if (lives)
        {
            Enter(seeker!, ticket.Since);
            return;
        }

        MatchMetrics.Dead();
        _seekers.Remove(seeker!.Id);
        seeker.Ticket = null;
        Become(seeker, SeekerState.Closed);
        seeker.Connection.Cut();
    }

    private void Begin(Seeker first, Seeker second)
    {
        var record = new MatchRecord(new MatchId(Guid.NewGuid()), first.Preferences.Mode, first.Party, second.Party, _time.GetUtcNow());
        var now = _time.Elapsed();
        var match = new ActiveMatch(record, first, second, now);
        foreach (var seeker in (Seeker[])[first, second])
        {
            var waited = now - seeker.Since;
            _waits[record.Mode].Add(waited);
            MatchMetrics.Waited(waited, record.Mode);
            seeker.Match = match;
            seeker.Ticket = null;
            Become(seeker, SeekerState.Matched);
        }

        MatchMetrics.Began(record.Mode);
        _records.Put(record);
        _bus.Publish([new MatchFound(first.Id, record.Id, second.Party, IsInitiator: true), new MatchFound(second.Id, record.Id, first.Party, IsInitiator: false)]);
    }

    private void Become(Seeker seeker, SeekerState state)
    {
        if (seeker.State == SeekerState.Waiting)
            _waiting--;
        seeker.Become(state);
    }

    private void OnAlarm(MatchAlarm.Entry entry)
    {
        lock (_gate)
        {
            var seeker = entry.Seeker;
            if (seeker.Visit != entry.Visit)
                return;
            switch (entry.What)
            {
                case MatchAlarm.Kind.Search when seeker is { State: SeekerState.Waiting, Ticket: { } ticket }:
                    _running.Run(() => SearchAgainAsync(seeker, entry.Visit, ticket));
                    break;
                case MatchAlarm.Kind.Requeue:
                    seeker.ToldWaiting = false;
                    Enter(seeker, _time.Elapsed());
                    break;
                case MatchAlarm.Kind.Retry:
                    Enter(seeker, seeker.Since);
                    break;
            }
        }
    }

    private void OnFailed(Seeker seeker, int visit, Exception e)
    {
        Log.SearchFailed(_logger, e);
        lock (_gate)
        {
            if (seeker.Visit == visit)
                TryLater(seeker);
        }
    }

    /// <summary>It keeps its place: what failed is not its fault.</summary>
    private void TryLater(Seeker seeker)
    {
        Withdraw(seeker);
        Become(seeker, SeekerState.Entering);
        _alarm.Set(new MatchAlarm.Entry(seeker, seeker.Visit, MatchAlarm.Kind.Retry), _time.Elapsed() + RetryAfter);
    }

    private static partial class Log
    {
        [LoggerMessage(1071, LogLevel.Error, "The queue of those who look for partners failed; whoever was affected is tried again in a second.")]
        public static partial void SearchFailed(ILogger logger, Exception exception);
    }
}
