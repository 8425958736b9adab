namespace Parlance.Server.Settings;

public sealed class DatabaseOptions
{
    public const string Section = "Database";

    /// <summary>`sqlite:///relative/path`, `sqlite:////absolute/path` or `postgresql://user:password@host:port/name?sslmode=…`. Default `sqlite:///data/parlance.db`.</summary>
    public string Url { get; init; } = "sqlite:///data/parlance.db";

    public bool IsSqlite => Url.StartsWith("sqlite:///", StringComparison.OrdinalIgnoreCase);

    /// <summary>The SQLite file, or null.</summary>
    public string? SqliteFile => IsSqlite ? Url["sqlite:///".Length..] : null;

    /// <summary>Where files of this node are kept: beside the SQLite file, else `data` in the working directory.</summary>
    public string DataFolder => SqliteFile is { } file ? Path.GetDirectoryName(Path.GetFullPath(file))! : Path.GetFullPath("data");
}
