using Parlance.Core;
using Parlance.Core.Events;
using Parlance.Core.Matchmaking;

namespace Parlance.Bench.Matching;

internal sealed class MatchPerson(UserId user, int group)
{
    public UserId User { get; } = user;

    public int Group { get; } = group;

    public SeekerId Seeker { get; set; }

    /// <summary>When the stay in the queue began.</summary>
    public TimeSpan Since { get; set; }

    public MatchPerson? Partner { get; set; }

    public MatchId Match { get; set; }

    public HashSet<UserId> Blocks { get; } = [];
}

/// <summary>Hears what the matchmaker tells, holds it against the invariants, and counts.</summary>
internal sealed class MatchWatch(TimeProvider time) : IEventSubscriber
{
    private static readonly TimeSpan Grace = TimeSpan.FromMilliseconds(750);
    private static readonly TimeSpan Recently = TimeSpan.FromMinutes(10);

    private readonly Lock _gate = new();
    private readonly Dictionary<SeekerId, MatchPerson> _people = []; // guarded by _gate
    private readonly Dictionary<UserId, MatchPerson> _byUser = []; // guarded by _gate
    private readonly Dictionary<MatchId, MatchFound> _half = []; // guarded by _gate; matches of which one has heard
    private readonly Dictionary<(UserId, UserId), TimeSpan> _met = []; // guarded by _gate
    private readonly List<Action<Action<MatchPerson, TimeSpan>, Action<MatchPerson, MatchId>, Action<MatchPerson>>> _news = []; // guarded by _gate
    private List<double>[] _waits = NewWaits(); // guarded by _gate
    private int _repeats; // guarded by _gate
    private long _users;

    public int Matches { get; private set; }

    public int GaveUp { get; private set; }

    public int Violations { get; private set; }

    public double Repeats => Matches == 0 ? 0 : (double)_repeats / Matches;

    public MatchPerson Arrive(int group) => new(new UserId(++_users), group) { Since = time.Elapsed() };

    public void Follow(MatchPerson person)
    {
        lock (_gate)
            (_people[person.Seeker], _byUser[person.User]) = (person, person);
    }

    public void GivesUp(MatchPerson person) => GaveUp++;

    public static void Blocks(MatchPerson by, MatchPerson whom)
    {
        by.Blocks.Add(whom.User);
        whom.Blocks.Add(by.User);
    }

    /// <summary>Begins to count anew, when the town has filled.</summary>
    public void Forget()
    {
        lock (_gate)
            (Matches, GaveUp, _repeats, _waits) = (0, 0, 0, NewWaits());
    }

    public void Receive(IReadOnlyList<ChatEvent> events)
    {
        lock (_gate)
        {
            foreach (var e in events)
            {
                if (e is not SeekerEvent about || !_people.TryGetValue(about.To, out var person))
                    continue;
                switch (about)
                {
                    case WaitingForMatch:
                        var since = person.Since;
                        _news.Add((waits, _, _) => waits(person, since));
                        break;
                    case MatchFound found:
                        OnFound(person, found);
                        break;
                    case MatchOver over:
                        Check(person.Partner is not null && person.Match == over.Match);
                        person.Partner = null;
                        person.Since = time.Elapsed() + Grace;
                        _news.Add((_, _, parts) => parts(person));
                        break;
                }
            }
        }
    }

    /// <summary>Hands on what was heard since the last call.</summary>
    public void Drain(Action<MatchPerson, TimeSpan> waits, Action<MatchPerson, MatchId> meets, Action<MatchPerson> parts)
    {
        lock (_gate)
        {
            _news.ForEach(tell => tell(waits, meets, parts));
            _news.Clear();
        }
    }

    public IReadOnlyList<GroupFigures> Groups()
    {
        lock (_gate)
            return [.. Population.Groups.Zip(_waits, (name, waits) => Figures(name, [.. waits.Order()]))];
    }

    private void OnFound(MatchPerson person, MatchFound found)
    {
        var partner = _byUser[found.Partner.User!.Value];
        Check(person.Partner is null && partner != person && !person.Blocks.Contains(partner.User));
        (person.Partner, person.Match) = (partner, found.Match);
        _waits[person.Group].Add((time.Elapsed() - person.Since).TotalSeconds);
        if (!_half.Remove(found.Match, out var other))
        {
            _half.Add(found.Match, found);
            return;
        }

        Check(partner.Partner == person && found.IsInitiator != other.IsInitiator);
        Matches++;
        var pair = person.User.Value < partner.User.Value ? (person.User, partner.User) : (partner.User, person.User);
        if (_met.TryGetValue(pair, out var at) && time.Elapsed() - at < Recently)
            _repeats++;
        _met[pair] = time.Elapsed();
        _news.Add((_, meets, _) => meets(person, found.Match));
    }

    private void Check(bool holds) => Violations += holds ? 0 : 1;

    private static GroupFigures Figures(string name, double[] waits) =>
        waits.Length == 0 ? new(name, 0, 0, 0, 0, 0) : new(name, waits.Length, At(waits, 0.5), At(waits, 0.9), At(waits, 0.99), waits[^1]);

    private static double At(double[] sorted, double share) => sorted[(int)(share * (sorted.Length - 1))];

    private static List<double>[] NewWaits() => [.. Population.Groups.Select(_ => new List<double>())];
}
