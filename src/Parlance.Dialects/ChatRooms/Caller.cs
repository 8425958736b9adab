using Parlance.Core;
using Parlance.Core.Accounts;

namespace Parlance.Dialects.ChatRooms;

/// <summary>What is known of who sent a request before it says whom it acts as.</summary>
/// <param name="Identity">Whom the bearer token proves; null without one, or with a bad one.</param>
/// <param name="BadToken">Why a presented token was not accepted; null without one.</param>
internal sealed record Caller(Identity? Identity, Refusal? BadToken, ClientOrigin Client);
