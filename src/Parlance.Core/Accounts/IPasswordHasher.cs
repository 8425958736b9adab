namespace Parlance.Core.Accounts;

public enum PasswordMatch
{
    Wrong,
    Right,

    /// <summary>Right, but the hash is weaker than what is made today; store a new one.</summary>
    RightButWeak,
}

/// <summary>A slow, salted password hash. Calls take tens of milliseconds of a core: go through <see cref="PasswordWork"/>. Safe for concurrent use.</summary>
public interface IPasswordHasher
{
    string Hash(string password);

    /// <summary>A hash that cannot be read counts as wrong.</summary>
    PasswordMatch Verify(string hash, string password);
}
