namespace Parlance.Core.Matchmaking;

/// <content>Out of a match and out of the queue. What has no <c>Async</c> in its name and no lock of its own expects the lock held.</content>
public sealed partial class Matchmaker
{
    private void End(Seeker by, MatchEnding ending)
    {
        var match = by.Match!;
        var partner = match.PartnerOf(by);
        var now = _time.Elapsed();
        by.Match = partner.Match = null;
        Rest(by, ending is MatchEnding.Next or MatchEnding.Blocked ? by.Requeue.AfterNext : null, now);
        Rest(partner, ending == MatchEnding.Stopped ? null : partner.Requeue.AfterPartner, now);

        var record = match.Record with
        {
            EndedAt = match.Record.StartedAt + (now - match.Began),
            Ending = ending,
            EndedBy = ending == MatchEnding.Stopped ? null : by.Party.Key,
        };
        _records.Put(record);
        MatchMetrics.Ended(ending);
        _bus.Publish([new MatchOver(partner.Id, record.Id, ending, IsOwn: false), new MatchOver(by.Id, record.Id, ending, IsOwn: true)]);
        _running.Run(() => RememberAsync(record));
    }

    /// <param name="pause">Until it enters the queue again; null for not by itself.</param>
    private void Rest(Seeker seeker, TimeSpan? pause, TimeSpan now)
    {
        Become(seeker, pause is null ? SeekerState.Idle : SeekerState.Resting);
        if (pause is { } time)
            _alarm.Set(new MatchAlarm.Entry(seeker, seeker.Visit, MatchAlarm.Kind.Requeue), now + time);
    }

    /// <summary>Takes a seeker out of the queue, wherever on the way it is.</summary>
    /// <param name="givesUp">It stops looking by its own will.</param>
    private void Withdraw(Seeker seeker, bool givesUp = false)
    {
        if (seeker.State is SeekerState.Idle or SeekerState.Closed)
            return;
        var isUnmatched = givesUp && seeker.State == SeekerState.Waiting && !_stopped;
        var ticket = seeker.Ticket;
        seeker.Ticket = null;
        Become(seeker, SeekerState.Idle);
        if (ticket is not null)
            _running.Run(() => isUnmatched ? GiveUpAsync(ticket) : LeaveAsync(ticket));
    }

    /// <summary>Leaves the queue and, after a wait of note, has it noted why nobody was found.</summary>
    private async Task GiveUpAsync(Ticket ticket)
    {
        var now = _time.Elapsed();
        var waited = now - ticket.Since;
        if (waited >= NotedAfter)
        {
            MatchMetrics.Unmatched(ticket.Preferences.Mode);
            if (TakeTurnToNote(now))
                await NoteAsync(ticket, waited);
        }

        await LeaveAsync(ticket);
    }

    private async Task NoteAsync(Ticket ticket, TimeSpan waited)
    {
        try
        {
            if (await _queue.ExplainAsync(ticket.Id, CancellationToken.None) is { } picture)
                _unmatched.Add(ticket.Party, NoPartner.Because(waited, picture));
        }
        catch (Exception e)
        {
            Log.SearchFailed(_logger, e);
        }
    }

    /// <summary>When a thousand leave at once, some of them tell enough.</summary>
    private bool TakeTurnToNote(TimeSpan now)
    {
        lock (_gate)
        {
            if (now < _noteAgainAt)
                return false;
            _noteAgainAt = now + NoteEvery;
            return true;
        }
    }

    private async Task LeaveAsync(Ticket ticket)
    {
        try
        {
            await _queue.LeaveAsync(ticket.Id, CancellationToken.None);
        }
        catch (Exception e)
        {
            Log.SearchFailed(_logger, e); // whoever claims it finds nobody there
        }
    }

    private async Task RememberAsync(MatchRecord match)
    {
        try
        {
            await _queue.RememberAsync(match.First, match.Second, CancellationToken.None);
        }
        catch (Exception e)
        {
            Log.SearchFailed(_logger, e);
        }
    }
}
