using System.Data.Common;
using Microsoft.Data.Sqlite;
using Parlance.Storage.Messages;
using Parlance.Storage.Search;
using Parlance.Storage.Sessions;

namespace Parlance.Storage.Sqlite;

internal sealed class SqliteDialect : SqlDialect
{
    private readonly string _path;
    private readonly StorageOptions _options;
    private readonly SqliteCheckpointer _checkpointer;

    static SqliteDialect() => SqliteLibrary.Init();

    public SqliteDialect(string path, StorageOptions options)
    {
        _path = path;
        _options = options;
        _checkpointer = new SqliteCheckpointer(() => Open(SessionUse.Read, queryOnly: false));
    }

    public override int Readers => _options.SqliteReaders;

    public override int? Writers => 1;

    public override WriteGate Gate { get; } = new();

    public override string BeginSnapshot => "begin";

    public override string BeginWrite => "begin immediate";

    public override string BeginLog => "begin immediate; " + LogSql.Position;

    public override string BeginMigration => "begin immediate";

    public override SearchEngine Search { get; } = new SqliteSearch();

    protected override IReadOnlyList<(string Token, string Text)> Tokens { get; } =
    [
        // Exactly these words make the column the row's own id, so that rows lie in its order.
        ("{generated_id}", "integer primary key"),
        ("{id}", "integer primary key"),
        ("{clustered}", "without rowid"),
        ("{ids}", "(select value from json_each(@ids))"),
        ("{texts}", "(select value from json_each(@texts))"),
        ("{greatest}", "max"),
        ("{by_code_unit}", "collate binary"),
        ("{for_update}", ""),
        ("{message_search}", new SqliteSearch().Table),
    ];

    public override void Prepare()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(_path)!);
        using var connection = new SqliteConnection(ConnectionString(SqliteOpenMode.ReadWriteCreate));
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "pragma journal_mode = wal";
        if (command.ExecuteScalar() is not "wal")
            throw new IOException("The database's folder does not support shared memory, which SQLite's write-ahead log needs. Put the file on a local disk.");
    }

    public override DbConnection Connect(SessionUse use) => Open(use, queryOnly: use == SessionUse.Read);

    public override Task<DbConnection> ConnectAsync(SessionUse use, CancellationToken cancellationToken) => Task.FromResult(Connect(use));

    public override LogAppender CreateAppender(SqlSession session) => new SqliteLogAppender(session);

    public override string? Outage(Exception exception) => SqliteErrors.Outage(exception, _path);

    public override bool IsUniqueViolation(Exception exception) =>
        exception is SqliteException { SqliteExtendedErrorCode: SQLitePCL.raw.SQLITE_CONSTRAINT_UNIQUE or SQLitePCL.raw.SQLITE_CONSTRAINT_PRIMARYKEY };

    public override void BeforeWrite(SqlSession session) => _checkpointer.RestartIfLong((SqliteConnection)session.Connection);

    public override void AfterCommit(SqlSession session) => _checkpointer.Wrote((SqliteConnection)session.Connection);

    public override long? FreeBytes() => new DriveInfo(Path.GetDirectoryName(_path)!).AvailableFreeSpace;

    public override async ValueTask DisposeAsync()
    {
        await _checkpointer.DisposeAsync();
        Gate.Dispose();
    }

    private SqliteConnection Open(SessionUse use, bool queryOnly)
    {
        var connection = new SqliteConnection(ConnectionString(SqliteOpenMode.ReadWrite));
        try
        {
            connection.Open();
            using var command = connection.CreateCommand();
#pragma warning disable CA2100 // settings of this class
            // FULL: every commit is on the disk before it is acknowledged. Checkpoints belong to SqliteCheckpointer: left to itself SQLite would
            // write every page back inside whichever commit crosses 1,000 pages, at twice the CPU a row.
            command.CommandText = $"""
                pragma synchronous = full;
                pragma foreign_keys = off;
                pragma busy_timeout = 5000;
                pragma mmap_size = 0;
                pragma wal_autocheckpoint = 0;
                pragma temp_store = memory;
                pragma cache_size = {(use == SessionUse.Read ? -16384 : -65536)};
                pragma query_only = {(queryOnly ? "on" : "off")};
                """ + (_options.MaxPages > 0 ? $"pragma max_page_count = {_options.MaxPages};" : "");
#pragma warning restore CA2100
            command.ExecuteNonQuery();
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    // Private cache and no pooling: the sessions are pooled here, with their statements.
    private string ConnectionString(SqliteOpenMode mode) =>
        new SqliteConnectionStringBuilder { DataSource = _path, Mode = mode, Pooling = false, DefaultTimeout = 10 }.ConnectionString;
}
