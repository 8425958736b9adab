namespace Parlance.Core.Moderation;

/// <summary>Is told, on every node, of bans of devices and addresses that are new to it.</summary>
public interface IBanWatcher
{
    /// <summary>Hands work on and returns; never waits and never throws.</summary>
    void Banned(Ban ban);
}
