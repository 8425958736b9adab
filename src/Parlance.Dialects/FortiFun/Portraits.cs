using Parlance.Core.Accounts;
using Parlance.Core.Interests;
using Parlance.Core.Presence;
using Parlance.Dialects.Django;
using Parlance.Dialects.FortiFun.Wire;

namespace Parlance.Dialects.FortiFun;

/// <summary>People as this wire shows them.</summary>
internal sealed class Portraits(InterestCatalog interests, IPresence presence, TimeProvider time)
{
    public async Task<WireUser> OfOtherAsync(User user, Links links, CancellationToken cancellationToken) =>
        WireUser.Of(user, await interests.NamedAsync(PersonalValues.Interests(user), cancellationToken), presence.IsOnline(user.Id), time.GetUtcNow(), links);

    public async Task<WireOwner> OfOwnerAsync(User user, Links links, CancellationToken cancellationToken) =>
        WireOwner.Of(user, await OfOtherAsync(user, links, cancellationToken));

    /// <param name="viewer">From where the distance is.</param>
    public WirePotential OfPotential(User user, User viewer, Links links)
    {
        var isOnline = presence.IsOnline(user.Id);
        var now = time.GetUtcNow();
        return new WirePotential(
            user.Id.Value, DjangoCaller.NameOf(user), PersonalValues.Text(user, "first_name"), PersonalValues.Text(user, "last_name"), links.Absolute(user.AvatarUrl),
            user.Bio ?? "", PersonalValues.Text(user, "location"), isOnline, isOnline ? DjangoTime.Of(now) : user.LastSeenAt is { } seen ? DjangoTime.Of(seen) : null,
            PersonalValues.Interests(user), PersonalValues.Age(user, now), PersonalValues.Distance(viewer, user));
    }
}
