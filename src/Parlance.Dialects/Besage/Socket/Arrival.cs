using Parlance.Core.Accounts;

namespace Parlance.Dialects.Besage.Socket;

/// <summary>Somebody whose handshake was accepted.</summary>
/// <param name="Token">What proved it, to be judged once more; never logged.</param>
internal sealed record Arrival(Identity Identity, string Token);
