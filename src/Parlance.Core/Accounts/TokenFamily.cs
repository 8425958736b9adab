namespace Parlance.Core.Accounts;

/// <summary>How long the tokens of one dialect live and whether its refresh tokens rotate. Each dialect brings its own row.</summary>
/// <param name="Name">The claim `fam`; short, ASCII, e.g. `native`.</param>
/// <param name="RefreshLifetime">Null for a dialect that has no refresh tokens.</param>
/// <param name="Rotates">True: a refresh token is good for one use. False: the client keeps the one it has.</param>
public sealed record TokenFamily(string Name, TimeSpan AccessLifetime, TimeSpan? RefreshLifetime, bool Rotates)
{
    /// <summary>Its tokens carry the user's key as `sub`.</summary>
    public bool NamesSubject { get; init; }

    /// <summary>Longest time a token may be presented that is not looked up in the store: ended sessions are remembered that long.</summary>
    internal TimeSpan LongestUnchecked =>
        !Rotates && RefreshLifetime > AccessLifetime ? RefreshLifetime.Value : AccessLifetime;
}
