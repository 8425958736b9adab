namespace Parlance.Core.Matchmaking;

/// <summary>Keeps why people who looked for a partner left without one, for whoever runs the server.</summary>
public interface IUnmatchedLog
{
    /// <param name="why">With the code `no_partner`. Any thread; must not wait.</param>
    void Add(MatchParty who, Refusal why);
}
