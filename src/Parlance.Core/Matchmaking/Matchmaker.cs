using Microsoft.Extensions.Logging;
using Parlance.Core.Blocks;
using Parlance.Core.Events;
using Parlance.Core.Moderation;

namespace Parlance.Core.Matchmaking;

/// <summary>Brings seekers of this node together, two at a time, and keeps them apart again.</summary>
/// <remarks>
/// The life of a seeker:
/// <list type="number">
/// <item><see cref="Open"/>: a connection is there. It follows its own <see cref="SeekerEvent"/>s from now on.</item>
/// <item><see cref="Join"/>: its ticket enters the queue (<see cref="IMatchQueue"/>), which at once claims a partner or has it wait: <see cref="WaitingForMatch"/>.</item>
/// <item>A claim takes both tickets out of the queue. Both connections are asked whether they are alive; a dead one is cut, and the other goes back to
/// its place. Then each hears <see cref="MatchFound"/>, once.</item>
/// <item><see cref="Next"/>, <see cref="Leave"/> or <see cref="Close"/> of either ends the match for both: <see cref="MatchOver"/>, once.</item>
/// <item>By its <see cref="RequeuePolicy"/> a seeker enters the queue again after a while, unless it is closed by then.</item>
/// </list>
/// Events of one seeker are published in the order in which they happened, and nothing of a match after its end. Only <see cref="ISeekerConnection"/>,
/// the queue and storage are waited for, and nobody else waits meanwhile. Safe for concurrent use.
/// </remarks>
public sealed partial class Matchmaker : IEventSubscriber, IAsyncDisposable
{
    public const int MaxTextLength = 4_000;
    public const int MaxSignalLength = 64 * 1024;

    private static readonly TimeSpan GoOnAfter = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan NotedAfter = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan NoteEvery = TimeSpan.FromMilliseconds(50);

    private readonly IMatchQueue _queue;
    private readonly MatchRecords _records;
    private readonly BlockService _blocks;
    private readonly MatchLimits _limits;
    private readonly ContentFilter _filter;
    private readonly MatchOptions _options;
    private readonly IUnmatchedLog _unmatched;
    private readonly IEventBus _bus;
    private readonly TimeProvider _time;
    private readonly ILogger<Matchmaker> _logger;
    private readonly RunningTasks _running = new();
    private readonly Lock _gate = new();
    private readonly Dictionary<SeekerId, Seeker> _seekers = []; // guarded by _gate
    private readonly Dictionary<MatchMode, WaitTimes> _waits = new() { [MatchMode.Video] = new(), [MatchMode.Text] = new() }; // guarded by _gate
    private readonly MatchAlarm _alarm;
    private int _waiting; // written under _gate, read without it
    private bool _stopped; // guarded by _gate
    private TimeSpan _noteAgainAt; // guarded by _gate

    public Matchmaker(
        IMatchQueue queue, MatchRecords records, BlockService blocks, MatchLimits limits, ContentFilter filter, MatchOptions options, IUnmatchedLog unmatched, IEventBus bus,
        TimeProvider time, ILogger<Matchmaker> logger)
    {
        _queue = queue;
        _records = records;
        _blocks = blocks;
        _limits = limits;
        _filter = filter;
        _options = options;
        _unmatched = unmatched;
        _bus = bus;
        _time = time;
        _logger = logger;
        _alarm = new MatchAlarm(time, OnAlarm);
        MatchMetrics.Watch(() => Volatile.Read(ref _waiting), TypicalWait);
    }

    /// <summary>Makes a connection known. It looks for nobody before <see cref="Join"/>; follow the result's events first.</summary>
    public SeekerId Open(MatchParty party, RequeuePolicy requeue, ISeekerConnection connection)
    {
        var seeker = new Seeker(SeekerId.New(), party, requeue, connection);
        lock (_gate)
            _seekers.Add(seeker.Id, seeker);
        return seeker.Id;
    }

    /// <summary>Looks for a partner. Whoever waits already waits anew with these preferences.</summary>
    /// <param name="preferences">As <see cref="PreferenceRules.Normalize"/> made them.</param>
    /// <returns>Null, or `forbidden` in a match, `rate_limited`, `not_found` for a seeker that is closed, or `unavailable` when the server stops.</returns>
    public Refusal? Join(SeekerId id, MatchPreferences preferences)
    {
        lock (_gate)
        {
            if (_stopped)
                return Refusal.Unavailable;
            if (!_seekers.TryGetValue(id, out var seeker))
                return MatchRefusals.NotLooking;
            if (seeker.State == SeekerState.Matched)
                return MatchRefusals.InMatch;
            if (_limits.Join(seeker.Party) is { } tooOften)
                return tooOften;

            Withdraw(seeker);
            seeker.Preferences = preferences;
            seeker.ToldWaiting = false;
            Enter(seeker, _time.Elapsed());
            return null;
        }
    }

    /// <summary>Ends the match and, by the policy, looks for the next partner. While waiting or resting there is nobody to leave, and nothing happens.</summary>
    /// <returns>Null, or `rate_limited`, or `not_found` for who does not look for anybody.</returns>
    public Refusal? Next(SeekerId id)
    {
        lock (_gate)
        {
            if (!_seekers.TryGetValue(id, out var seeker) || seeker.State == SeekerState.Idle)
                return MatchRefusals.NotLooking;
            if (_limits.Next(seeker.Party) is { } tooOften)
                return tooOften;
            if (seeker.State == SeekerState.Matched)
                End(seeker, MatchEnding.Next);
            return null;
        }
    }

    /// <summary>Stops waiting or resting, or ends the match; the connection stays and may join again.</summary>
    /// <returns>Null, or `not_found` when there was nothing to leave.</returns>
    public Refusal? Leave(SeekerId id)
    {
        lock (_gate)
        {
            if (!_seekers.TryGetValue(id, out var seeker) || seeker.State == SeekerState.Idle)
                return MatchRefusals.NotLooking;
            if (seeker.State == SeekerState.Matched)
                End(seeker, MatchEnding.Left);
            Withdraw(seeker, givesUp: true);
            return null;
        }
    }

    /// <summary>The connection is gone, or about to go. More than one call is fine.</summary>
    /// <param name="ending">Why, for the record of the match it is in.</param>
    public void Close(SeekerId id, MatchEnding ending = MatchEnding.Left)
    {
        lock (_gate)
        {
            if (!_seekers.Remove(id, out var seeker))
                return;
            if (seeker.State == SeekerState.Matched)
                End(seeker, ending);
            Withdraw(seeker, givesUp: true);
            Become(seeker, SeekerState.Closed);
        }
    }

    /// <summary>Sends the partner a line, as the operator's filters leave it.</summary>
    /// <returns>Null when the partner is sent it; else `not_found` outside a match, `too_large`, `rate_limited`, or `forbidden` for what a filter refuses.</returns>
    public Refusal? Say(SeekerId id, string text)
    {
        if (text.Length > MaxTextLength)
            return TooLarge("text", $"A message has at most {MaxTextLength} characters.");
        lock (_gate)
        {
            if (!TryGetMatch(id, out var seeker, out var match))
                return MatchRefusals.NotInMatch;
            if (_limits.Text(seeker.Party) is { } tooOften)
                return tooOften;
            var verdict = _filter.Check(text);
            if (verdict.IsRefused)
                return FilterRules.Refused with { Field = "text" };
            _bus.Publish([new MatchText(match.PartnerOf(seeker).Id, match.Record.Id, seeker.Party.Key, verdict.Masked ?? text) { IsFlagged = verdict.IsFlagged }]);
            return null;
        }
    }

    /// <param name="payload">One JSON value, as it was sent.</param>
    /// <returns>As <see cref="Say"/>.</returns>
    public Refusal? Signal(SeekerId id, string payload)
    {
        if (payload.Length > MaxSignalLength)
            return TooLarge("payload", $"A signal has at most {MaxSignalLength} characters.");
        lock (_gate)
        {
            if (!TryGetMatch(id, out var seeker, out var match))
                return MatchRefusals.NotInMatch;
            if (_limits.Signal(seeker.Party) is { } tooOften)
                return tooOften;
            _bus.Publish([new MatchSignal(match.PartnerOf(seeker).Id, match.Record.Id, seeker.Party.Key, payload)]);
            return null;
        }
    }

    /// <summary>The match the seeker is in now; null when in none.</summary>
    public MatchRecord? MatchOf(SeekerId id)
    {
        lock (_gate)
            return TryGetMatch(id, out _, out var match) ? match.Record : null;
    }

    /// <returns>Why the seeker waits, or `not_found` when it does not.</returns>
    public async Task<Outcome<WaitingExplanation>> ExplainAsync(SeekerId id, CancellationToken cancellationToken)
    {
        Ticket? ticket;
        TimeSpan? typical = null;
        lock (_gate)
        {
            ticket = _seekers.GetValueOrDefault(id)?.Ticket;
            if (ticket is not null)
                typical = _waits[ticket.Preferences.Mode].Median();
        }

        if (ticket is null || await _queue.ExplainAsync(ticket.Id, cancellationToken) is not { } picture)
            return MatchRefusals.NotLooking;
        var waited = _time.Elapsed() - ticket.Since;
        var wishes = from wish in MatchSchedule.Wishes
                     where ticket.Preferences.Insists(wish, waited, _options)
                     let left = _options.InsistedOnFor(wish) - waited
                     orderby left
                     select (wish, left);
        return new WaitingExplanation(waited, typical, picture, [.. wishes]);
    }

    /// <summary>Completes when nothing is under way any more that calls and the clock have set off so far; for tests and simulations.</summary>
    public Task WhenIdleAsync() => _running.WhenIdleAsync();

    /// <summary>Ends all matches and lets go of everybody; for a server that stops.</summary>
    public async ValueTask DisposeAsync()
    {
        SeekerId[] open;
        lock (_gate)
        {
            _stopped = true;
            open = [.. _seekers.Keys];
        }

        foreach (var seeker in open)
            Close(seeker, MatchEnding.Stopped);
        await _alarm.DisposeAsync();
        await _running.WhenIdleAsync();
    }

    private static Refusal TooLarge(string field, string sentence) => new(RefusalCode.TooLarge, sentence, "Send less at once.") { Field = field };

    private bool TryGetMatch(
        SeekerId id,
        [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out Seeker? seeker,
        [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out ActiveMatch? match)
    {
        match = _seekers.TryGetValue(id, out seeker) ? seeker.Match : null;
        return match is not null;
    }

    /// <summary>The longer of what is typical for text and for video; null when nobody has been matched yet.</summary>
    private TimeSpan? TypicalWait()
    {
        lock (_gate)
            return _waits.Values.Max(times => times.Median());
    }
}
