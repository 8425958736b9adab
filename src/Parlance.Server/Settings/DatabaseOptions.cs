using Parlance.Storage;

namespace Parlance.Server.Settings;

public sealed class DatabaseOptions
{
    public const string Section = "Database";

    /// <summary>`sqlite:///relative/path`, `sqlite:////absolute/path` or `postgresql://user:password@host:port/name?sslmode=…`. Default `sqlite:///data/parlance.db`.</summary>
    public string Url { get; init; } = "sqlite:///data/parlance.db";

    /// <exception cref="DatabaseAddressException">The URL cannot be used; the start is refused before anybody asks.</exception>
    public DatabaseAddress Address => DatabaseAddress.Parse(Url);

    /// <summary>Where files of this node are kept: beside the SQLite file, else `data` in the working directory.</summary>
    public string DataFolder => Path.GetDirectoryName(Address.SqlitePath) ?? Path.GetFullPath("data");
}
