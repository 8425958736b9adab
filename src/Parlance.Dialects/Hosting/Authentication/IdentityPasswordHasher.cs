using System.Collections.Concurrent;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Parlance.Core.Accounts;

namespace Parlance.Dialects.Hosting.Authentication;

/// <summary>PBKDF2 with HMAC-SHA512 and a random salt, in the format of ASP.NET Core Identity, version 3. Verifies what <see cref="ImportedHash"/> reads, too, as weak: so the next sign-in replaces it.</summary>
public sealed partial class IdentityPasswordHasher : IPasswordHasher
{
    /// <summary>What OWASP recommends for this function; about 0.1 s of a core. Hashes made with fewer are made anew at the next sign-in.</summary>
    public const int DefaultIterations = 210_000;

    private readonly PasswordHasher<User> _hasher;

    private readonly ILogger _logger;
    private readonly ConcurrentDictionary<string, bool> _told = new(StringComparer.Ordinal); // kinds that were logged

    public IdentityPasswordHasher(int iterations = DefaultIterations, ILogger<IdentityPasswordHasher>? logger = null)
    {
        _logger = logger ?? NullLogger<IdentityPasswordHasher>.Instance;
        _hasher = new PasswordHasher<User>(Options.Create(new PasswordHasherOptions { IterationCount = iterations }));
    }

    // The user is a parameter for hashers that salt with it; this one never looks.
    public string Hash(string password) => _hasher.HashPassword(null!, password);

    public PasswordMatch Verify(string hash, string password)
    {
        if (hash.Contains('$', StringComparison.Ordinal))
            return VerifyImported(hash, password);
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

    private PasswordMatch VerifyImported(string hash, string password)
    {
        if (ImportedHash.TryParse(hash, out var imported))
            return imported.Fits(password) ? PasswordMatch.RightButWeak : PasswordMatch.Wrong;

        var kind = ImportedHash.KindOf(hash);
        if (_told.Count < 20 && _told.TryAdd(kind, true))
            Log.Unreadable(_logger, kind);
        return PasswordMatch.Wrong;
    }

    private static partial class Log
    {
        [LoggerMessage(5090, LogLevel.Warning, "An imported password hash of the kind {Kind} cannot be verified, so its owner cannot sign in. Give the account a new password. Not logged again for this kind.")]
        public static partial void Unreadable(ILogger logger, string kind);
    }
}
