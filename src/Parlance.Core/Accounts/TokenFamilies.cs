using System.Text;

namespace Parlance.Core.Accounts;

/// <summary>The families this server mints tokens for. Immutable.</summary>
public sealed class TokenFamilies
{
    private readonly (byte[] Name, TokenFamily Family)[] _rows;

    public TokenFamilies(IEnumerable<TokenFamily> families)
    {
        _rows = [.. families.Select(f => (Encoding.ASCII.GetBytes(f.Name), f))];
        LongestUnchecked = _rows.Select(r => r.Family.LongestUnchecked).DefaultIfEmpty(TimeSpan.FromHours(1)).Max();
    }

    /// <summary>Longest time for which an ended session's tokens could still look valid.</summary>
    public TimeSpan LongestUnchecked { get; }

    /// <summary>Null for a family that is not served here.</summary>
    public TokenFamily? Find(ReadOnlySpan<byte> name)
    {
        foreach (var (bytes, family) in _rows)
        {
            if (name.SequenceEqual(bytes))
                return family;
        }

        return null;
    }
}
