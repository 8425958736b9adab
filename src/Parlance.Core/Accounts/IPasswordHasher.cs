namespace Parlance.Core.Accounts;

/// <summary>Slow hashes of passwords. Safe for concurrent use; bounds how many run at once.</summary>
public interface IPasswordHasher
{
    Task<string> HashAsync(string password, CancellationToken cancellationToken);

    Task<bool> VerifyAsync(string hash, string password, CancellationToken cancellationToken);
}
