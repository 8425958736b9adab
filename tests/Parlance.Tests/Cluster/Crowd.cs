using FsCheck;
using FsCheck.Fluent;
using Parlance.Core;
using Parlance.Core.Matchmaking;

namespace Parlance.Tests.Cluster;

/// <summary>Random people who look for partners: so few values of everything that they meet, and collide, all the time.</summary>
internal static class Crowd
{
    private static long _seekers;

    public static Gen<MatchPreferences> Wishes { get; } =
        from mode in Often(4, MatchMode.Video, MatchMode.Text)
        from languages in Some("es", "en", "fr")
        from interests in Some("tea", "go", "art")
        from country in Gen.Elements(null, "ES", "US", "DE")
        from countries in Some("ES", "US", "DE")
        from age in Gen.Elements<int?>(null, null, 14, 17, 18, 22, 23, 40, 61, 120)
        from min in Gen.Elements<int?>(null, null, null, 13, 18, 23)
        from max in Gen.Elements<int?>(null, null, null, 17, 24, 39, 120)
        select new MatchPreferences
        {
            Mode = mode, Languages = languages, Interests = interests, Country = country, Countries = countries, Age = age, MinAge = min, MaxAge = max,
        };

    /// <summary>People without accounts, each on a device of their own.</summary>
    public static Gen<Ticket> Strangers { get; } = from wishes in Wishes select Of(wishes);

    /// <summary>People without wishes, so that only the rules about who they are keep them apart.</summary>
    public static Gen<Ticket> Undemanding { get; } = Gen.Constant(0).Select(_ => Of(MatchPreferences.None));

    /// <summary>People of whom some are the same account or device and some block each other.</summary>
    public static Gen<Ticket> Entangled { get; } =
        from wishes in Gen.OneOf(Wishes, Gen.Constant(MatchPreferences.None))
        from user in Gen.Choose(-3, 6)
        from device in Gen.Choose(-6, 5)
        from blocked in Gen.Choose(1, 12)
        let ticket = Of(wishes)
        select ticket with
        {
            Party = ticket.Party with { User = user > 0 ? new UserId(user) : null, Device = device > 0 ? $"device-{device}" : null },
            Blocked = blocked <= 6 ? new HashSet<UserId> { new(blocked) } : new HashSet<UserId>(),
        };

    public static Ticket Of(MatchPreferences wishes, TimeSpan since = default)
    {
        var seeker = Interlocked.Increment(ref _seekers);
        return new Ticket(new TicketId(Guid.NewGuid()), new SeekerId(seeker), new MatchParty($"anonymous_{seeker}"), wishes, since);
    }

    private static Gen<T> Often<T>(int weight, T often, T rare) => Gen.Frequency((weight, Gen.Constant(often)), (1, Gen.Constant(rare)));

    private static Gen<string[]> Some(params string[] values) =>
        from count in Gen.Choose(-1, 2)
        from shuffled in Gen.Shuffle(values)
        select shuffled.Take(Math.Max(0, count)).ToArray();
}
