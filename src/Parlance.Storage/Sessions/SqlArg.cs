using System.Data;

namespace Parlance.Storage.Sessions;

/// <summary>One named value of a statement, written as a pair: `("id", id.Value)`.</summary>
internal readonly struct SqlArg
{
    private SqlArg(string name, DbType type, object? value)
    {
        Name = name;
        Type = type;
        Value = value ?? DBNull.Value;
    }

    public string Name { get; }

    public DbType Type { get; }

    public object Value { get; }

    public static implicit operator SqlArg((string Name, long Value) pair) => new(pair.Name, DbType.Int64, pair.Value);

    public static implicit operator SqlArg((string Name, long? Value) pair) => new(pair.Name, DbType.Int64, pair.Value);

    /// <exception cref="ArgumentException">The text cannot be stored: see <see cref="StorableText"/>.</exception>
    public static implicit operator SqlArg((string Name, string? Value) pair) => new(pair.Name, DbType.String, StorableText.Check(pair.Value, pair.Name));
}
