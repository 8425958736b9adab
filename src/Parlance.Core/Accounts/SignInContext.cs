using System.Net;

namespace Parlance.Core.Accounts;

/// <summary>Where a request for tokens came in.</summary>
/// <param name="Family">Of the endpoint; decides lifetimes and rotation of the tokens it mints.</param>
/// <param name="Address">The client's, as told by a trusted proxy; null on a local socket.</param>
public readonly record struct SignInContext(TokenFamily Family, IPAddress? Address);
