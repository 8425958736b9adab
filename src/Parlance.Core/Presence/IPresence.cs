using Parlance.Core.Accounts;

namespace Parlance.Core.Presence;

/// <summary>Who is connected, on any node. Tells the bus with <see cref="Events.PresenceChanged"/> when that changes.</summary>
/// <remarks>A user is online while any connection of theirs lives. Going offline waits for a grace, so that a page reload is silent.</remarks>
public interface IPresence
{
    /// <summary>One more connection of this node. Never waits.</summary>
    void Connected(Person who);

    /// <summary>One connection less; balances one <see cref="Connected"/>. Never waits.</summary>
    void Disconnected(UserId user);

    /// <summary>During the grace the answer is still yes.</summary>
    bool IsOnline(UserId user);
}
