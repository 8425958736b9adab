using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;
using Parlance.Core.Accounts;

namespace Parlance.Dialects.Hosting.Authentication;

/// <summary>PBKDF2 with HMAC-SHA512 and a random salt, in the format of ASP.NET Core Identity, version 3.</summary>
public sealed class IdentityPasswordHasher : IPasswordHasher
{
    /// <summary>What OWASP recommends for this function; about 0.1 s of a core. Hashes made with fewer are made anew at the next sign-in.</summary>
    public const int DefaultIterations = 210_000;

    private readonly PasswordHasher<User> _hasher;

    public IdentityPasswordHasher(int iterations = DefaultIterations) =>
        _hasher = new PasswordHasher<User>(Options.Create(new PasswordHasherOptions { IterationCount = iterations }));

    // The user is a parameter for hashers that salt with it; this one never looks.
    public string Hash(string password) => _hasher.HashPassword(null!, password);

    public PasswordMatch Verify(string hash, string password)
    {
        try
        {
            return _hasher.VerifyHashedPassword(null!, hash, password) switch
            {
                PasswordVerificationResult.Success => PasswordMatch.Right,
                PasswordVerificationResult.SuccessRehashNeeded => PasswordMatch.RightButWeak,
                _ => PasswordMatch.Wrong,
            };
        }
        catch (FormatException)
        {
            return PasswordMatch.Wrong; // not base64: some other system's hash
        }
    }
}
