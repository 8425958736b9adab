using Microsoft.AspNetCore.Http;
using Parlance.Core.Accounts;
using Parlance.Core.Likes;
using Parlance.Dialects.FortiFun.Wire;

namespace Parlance.Dialects.FortiFun;

/// <summary>People somebody could meet: those nobody has decided about, narrowed by what both want and by what the query asks for.</summary>
internal sealed class Candidates(LikeService likes, Portraits portraits)
{
    /// <summary>Accounts looked at for one answer, the newest ones.</summary>
    private const int MaxScanned = 5_000;

    private const int Batch = 500;

    public async Task<IReadOnlyList<WirePotential>> FindAsync(User viewer, IQueryCollection query, Links links, CancellationToken cancellationToken)
    {
        var filter = Filter(viewer, query);
        var found = new List<WirePotential>();
        for (var (before, scanned) = (long.MaxValue, 0); scanned < MaxScanned; scanned += Batch)
        {
            var people = await likes.CandidatesAsync(viewer.Id, before, Batch, cancellationToken);
            found.AddRange(people.Select(user => portraits.OfPotential(user, viewer, links)).Where(filter));
            if (people.Count < Batch)
                break;
            before = people[^1].Id.Value;
        }

        return Ordered(found, query["ordering"].ToString());
    }

    /// <summary>Age and distance keep out only those of whom they are known.</summary>
    private static Func<WirePotential, bool> Filter(User viewer, IQueryCollection query)
    {
        var wanted = PersonalValues.Preferences(viewer);
        var own = PersonalValues.Interests(viewer).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var search = query["search"].ToString().Trim();
        var (online, photo, common) = (IsTrue(query, "online_only"), IsTrue(query, "with_photo"), IsTrue(query, "common_interests"));
        return one =>
            !(one.Age < wanted.MinAge) && !(one.Age > wanted.MaxAge) && !(one.Distance > wanted.MaxDistance)
            && (!online || one.IsOnline)
            && (!photo || one.ProfilePicture is not null)
            && (!common || one.Interests.Any(own.Contains))
            && (search.Length == 0 || new[] { one.Username, one.FirstName, one.LastName, one.Bio, one.Location }.Any(text => text.Contains(search, StringComparison.OrdinalIgnoreCase)));
    }

    /// <summary>As asked, a minus turning it round; those of whom the value is unknown come last. Unknown orders are the usual one, who was here last.</summary>
    private static IReadOnlyList<WirePotential> Ordered(List<WirePotential> found, string ordering)
    {
        var isDown = ordering.StartsWith('-');
        Func<WirePotential, IComparable?> key = ordering.TrimStart('-') switch
        {
            "age" => one => one.Age,
            "distance" => one => one.Distance,
            "username" => one => one.Username,
            "date_joined" or "id" => one => one.Id, // ids are given in order
            "last_activity" => one => one.LastActivity,
            _ => null!,
        };
        if (key is null)
            (key, isDown) = (one => one.LastActivity, true);
        var known = found.Where(one => key(one) is not null);
        return [.. isDown ? known.OrderByDescending(key) : known.OrderBy(key), .. found.Where(one => key(one) is null)];
    }

    private static bool IsTrue(IQueryCollection query, string name) => query[name].ToString().ToUpperInvariant() is "TRUE" or "1" or "YES" or "ON";
}
