namespace Parlance.Core.Accounts;

/// <summary>How long the kinds of password hashes that are in use take to verify, so that every wrong sign-in can take as long as the slowest. Safe for concurrent use.</summary>
/// <remarks>
/// An account that was imported keeps its old hash, cheaper or dearer than ours, until its owner signs in. If a wrong password for it answered sooner or later than
/// one for nobody, the clock would tell who has an account.
/// </remarks>
internal sealed class VerificationTimes(TimeProvider time)
{
    /// <summary>A kind that nobody came with for so long counts no more.</summary>
    private static readonly TimeSpan Lately = TimeSpan.FromHours(6);

    private const int MaxKinds = 32;

    /// <summary>Of what lies between a peak and the next time, one part in so many is given up: a machine that was busy once does not slow down sign-ins for long.</summary>
    private const int Decay = 8;

    private readonly Lock _gate = new();
    private readonly Dictionary<string, (TimeSpan Peak, TimeSpan At)> _kinds = []; // guarded by _gate

    /// <summary>What the slowest kind takes; zero before any was measured.</summary>
    public TimeSpan Slowest
    {
        get
        {
            lock (_gate)
            {
                var oldest = time.Elapsed() - Lately;
                return _kinds.Values.Where(kind => kind.At >= oldest).Select(kind => kind.Peak).DefaultIfEmpty().Max();
            }
        }
    }

    public void Add(string? hash, TimeSpan took)
    {
        var kind = KindOf(hash);
        lock (_gate)
        {
            var now = time.Elapsed();
            if (!_kinds.TryGetValue(kind, out var known) && _kinds.Count == MaxKinds)
                _kinds.Remove(_kinds.MinBy(one => one.Value.At).Key);
            _kinds[kind] = (took > known.Peak ? took : known.Peak - ((known.Peak - took) / Decay), now);
        }
    }

    /// <summary>What comes before salt and hash, in the formats that have dollar signs: `pbkdf2_sha256$600000`; empty for our own.</summary>
    private static string KindOf(string? hash)
    {
        var parts = hash is null || !hash.Contains('$', StringComparison.Ordinal) ? [] : hash.Split('$', 4, StringSplitOptions.RemoveEmptyEntries);
        return parts.Length < 2 ? "" : $"{parts[0]}${parts[1]}";
    }
}
