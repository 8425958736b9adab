using Npgsql;

namespace Parlance.Storage;

/// <summary>Where the data is: a SQLite file or a PostgreSQL database.</summary>
/// <remarks>
/// Read from a URL: `sqlite:///data/parlance.db` (relative), `sqlite:////var/lib/parlance.db` (absolute), `postgresql://user:pass@host:5432/db?sslmode=require`.
/// `postgres://` and driver suffixes (`postgresql+asyncpg://`, `sqlite+aiosqlite://`) mean the same, since operators have them in their settings.
/// </remarks>
public sealed class DatabaseAddress
{
    private DatabaseAddress(string? sqlitePath, string? postgres, string safeText)
    {
        SqlitePath = sqlitePath;
        PostgresConnectionString = postgres;
        SafeText = safeText;
    }

    /// <summary>Full path of the database file, or null when the database is PostgreSQL.</summary>
    public string? SqlitePath { get; }

    /// <summary>The address without password, fit for logs and the start-up banner.</summary>
    public string SafeText { get; }

    /// <summary>Holds the password: never log it. Null for SQLite.</summary>
    internal string? PostgresConnectionString { get; }

    public bool IsSqlite => SqlitePath is not null;

    public override string ToString() => SafeText;

    /// <param name="value">The URL as the operator wrote it.</param>
    /// <param name="key">The setting it came from; only for the error.</param>
    /// <param name="baseFolder">What a relative SQLite path starts from; null for the working directory.</param>
    /// <exception cref="DatabaseAddressException">The value is not an address that can be used.</exception>
    public static DatabaseAddress Parse(string value, string key = "DATABASE_URL", string? baseFolder = null)
    {
        ArgumentNullException.ThrowIfNull(value);
        var text = value.Trim();
        var split = text.IndexOf("://", StringComparison.Ordinal);
        var scheme = split < 0 ? "" : text[..split].ToLowerInvariant().Split('+')[0];
        return scheme switch
        {
            "sqlite" => ParseSqlite(text, split, key, baseFolder),
            "postgres" or "postgresql" => ParsePostgres(text, split, key),
            _ => throw new DatabaseAddressException(key, Redact(text), "is not an address of a database Parlance knows.",
                "Use sqlite:///data/parlance.db or postgresql://user:password@host:5432/name."),
        };
    }

    public static DatabaseAddress Sqlite(string path)
    {
        var full = Path.GetFullPath(path);
        return new DatabaseAddress(full, null, $"sqlite:///{full}");
    }

    private static DatabaseAddress ParseSqlite(string text, int split, string key, string? baseFolder)
    {
        var rest = text[(split + 3)..];
        if (!rest.StartsWith('/'))
            throw new DatabaseAddressException(key, text, "has too few slashes: the part after two slashes is a host, and a file has none.",
                "Use sqlite:///data/parlance.db for a relative path or sqlite:////var/lib/parlance.db for an absolute one.");

        var path = Uri.UnescapeDataString(rest[1..]);
        if (path.Contains('?'))
            throw new DatabaseAddressException(key, text, "has parameters, and a SQLite address takes none.", "Remove everything from the question mark on.");
        if (path.Length == 0 || path.EndsWith('/'))
            throw new DatabaseAddressException(key, text, "names no file.", "Add the file, e.g. sqlite:///data/parlance.db.");
        if (path == ":memory:")
            throw new DatabaseAddressException(key, text, "would keep everything in memory and lose it on restart.", "Name a file, e.g. sqlite:///data/parlance.db.");
        if (path.Contains('\0'))
            throw new DatabaseAddressException(key, Redact(text), "holds a NUL character.", "Remove it.");

        var full = Path.GetFullPath(path, Path.GetFullPath(baseFolder ?? "."));
        return new DatabaseAddress(full, null, $"sqlite:///{full}");
    }

    private static DatabaseAddress ParsePostgres(string text, int split, string key)
    {
        var safe = Redact(text);
        if (!Uri.TryCreate("postgresql" + text[split..], UriKind.Absolute, out var uri))
            throw new DatabaseAddressException(key, safe, "cannot be read as a URL.",
                "Write special characters in user and password percent-encoded (`@` as %40, `/` as %2F, `#` as %23).");

        var database = Uri.UnescapeDataString(uri.AbsolutePath.TrimStart('/'));
        if (database.Length == 0 || uri.Host.Length == 0)
            throw new DatabaseAddressException(key, safe, uri.Host.Length == 0 ? "names no host." : "names no database.",
                "Use postgresql://user:password@host:5432/name.");

        var user = uri.UserInfo.Split(':', 2);
        var settings = new NpgsqlConnectionStringBuilder
        {
            Host = uri.Host.Trim('[', ']'),
            Port = uri.Port > 0 ? uri.Port : 5432,
            Database = database,
            Username = Uri.UnescapeDataString(user[0]) is { Length: > 0 } name ? name : null,
            Password = user.Length > 1 ? Uri.UnescapeDataString(user[1]) : null,
        };
        PostgresParameters.Apply(settings, uri.Query, key, safe);
        return new DatabaseAddress(null, settings.ConnectionString, safe);
    }

    /// <summary>Replaces the password, also in text that is not a URL at all: the last `@` ends the user information.</summary>
    private static string Redact(string text)
    {
        var start = text.IndexOf("://", StringComparison.Ordinal);
        start = start < 0 ? 0 : start + 3;
        var at = text.LastIndexOf('@');
        var colon = text.IndexOf(':', start);
        var safe = at > start && colon >= 0 && colon < at ? $"{text[..(colon + 1)]}***{text[at..]}" : text;
        var password = safe.IndexOf("password=", StringComparison.OrdinalIgnoreCase);
        return password < 0 ? safe : safe[..(password + 9)] + "***";
    }
}
