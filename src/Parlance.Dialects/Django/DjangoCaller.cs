using Microsoft.AspNetCore.Builder;
using Parlance.Core.Accounts;
using Parlance.Dialects.Hosting.Authentication;

namespace Parlance.Dialects.Django;

/// <summary>Who calls an endpoint of a Django family.</summary>
internal static class DjangoCaller
{
    /// <summary>
    /// Lets only requests with a good access token through, whichever family minted it (contracts R4); their handlers read <see cref="Bearer.Identity"/>.
    /// The others get 401 in SimpleJWT's shapes, and 403 when the account is banned.
    /// </summary>
    public static TBuilder RequireToken<TBuilder>(this TBuilder endpoints, DjangoErrors errors)
        where TBuilder : IEndpointConventionBuilder => endpoints.RequireIdentity(errors.Of);

    /// <summary>What these wires call the person's username. Guests, who come from wires without accounts, have only their display name.</summary>
    public static string NameOf(User user) => user.Username ?? user.DisplayName;
}
