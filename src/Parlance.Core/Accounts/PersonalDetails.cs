using System.Collections.Frozen;

namespace Parlance.Core.Accounts;

/// <summary>What people say about themselves to those they are to meet. Most of it is for the owner alone; a dialect shows others what its contract says.</summary>
public static class PersonalDetails
{
    public static readonly IReadOnlyDictionary<string, string> None = FrozenDictionary<string, string>.Empty;

    /// <summary>Longest value of each field, in characters. What the values look like beyond that is the dialect's to check.</summary>
    public static readonly FrozenDictionary<string, int> MaxLengths = new Dictionary<string, int>(StringComparer.Ordinal)
    {
        ["first_name"] = 150,
        ["last_name"] = 150,
        ["date_of_birth"] = 10, // YYYY-MM-DD
        ["phone_number"] = 32,
        ["location"] = 200,
        ["latitude"] = 24,
        ["longitude"] = 24,
        ["interests"] = 4_000, // a JSON array of names
        ["preferences"] = 1_000, // a JSON object
    }.ToFrozenDictionary(StringComparer.Ordinal);
}
