using System.Collections.Concurrent;
using System.Data.Common;
using Parlance.Storage.Messages;
using Parlance.Storage.Search;
using Parlance.Storage.Sessions;

namespace Parlance.Storage;

/// <summary>What one connection is for; SQLite sets up each kind differently.</summary>
internal enum SessionUse
{
    Read,
    Write,
    Log,
}

/// <summary>The only place that knows which engine runs: how to connect, the few words on which the engines' SQL differs, and what an error means.</summary>
internal abstract class SqlDialect : IAsyncDisposable
{
    /// <summary>Messages that may be without an entry in message_seqs: many make the index cheap, few make reading the end of the log cheap.</summary>
    public const int MaxUnindexed = 1024;

    private readonly ConcurrentDictionary<string, string> _texts = new(StringComparer.Ordinal);

    /// <summary>Reads that may run at once; the others wait without a thread.</summary>
    public abstract int Readers { get; }

    /// <summary>Null when readers and account writers share one pool of connections.</summary>
    public abstract int? Writers { get; }

    /// <summary>Held by whoever writes, where the engine lets only one write at a time; else null.</summary>
    public abstract WriteGate? Gate { get; }

    /// <summary>Starts a transaction in which all reads see one state of the database.</summary>
    public abstract string BeginSnapshot { get; }

    public abstract string BeginWrite { get; }

    /// <summary>Starts a transaction that no other log writer can interleave with, and selects the newest position.</summary>
    public abstract string BeginLog { get; }

    /// <summary>Starts a transaction that no other migration, of this or another process, can interleave with.</summary>
    public abstract string BeginMigration { get; }

    public abstract SearchEngine Search { get; }

    /// <summary>What stands for {generated_id}, {id}, {clustered}, {ids}, {texts}, {greatest}, {by_code_unit}, {for_update} and {message_search} in a statement.</summary>
    protected abstract IReadOnlyList<(string Token, string Text)> Tokens { get; }

    public static SqlDialect For(DatabaseAddress address, StorageOptions options) =>
        address.SqlitePath is { } path ? new Sqlite.SqliteDialect(path, options) : new Postgres.PostgresDialect(address.PostgresConnectionString!, options);

    /// <summary>The statement in the engine's words.</summary>
    public string Text(string sql) => sql.Contains('{') ? _texts.GetOrAdd(sql, Translate) : sql;

    /// <summary>Makes the place where the data lives usable (folder, journal mode); called once, before the migrations.</summary>
    public abstract void Prepare();

    public abstract DbConnection Connect(SessionUse use);

    public abstract Task<DbConnection> ConnectAsync(SessionUse use, CancellationToken cancellationToken);

    /// <summary>The fast path of message inserts on one connection.</summary>
    public abstract LogAppender CreateAppender(SqlSession session);

    /// <summary>What is wrong with the machine or the database, in one sentence; null when the error is of another sort (a violated constraint, a bug).</summary>
    public abstract string? Outage(Exception exception);

    public abstract bool IsUniqueViolation(Exception exception);

    /// <summary>Just before a write transaction starts, inside the gate.</summary>
    public virtual void BeforeWrite(SqlSession session) { }

    /// <summary>Just after a commit, inside the gate.</summary>
    public virtual void AfterCommit(SqlSession session) { }

    /// <summary>Bytes that can still be stored where the database lives, or null when this process cannot know.</summary>
    public virtual long? FreeBytes() => null;

    public abstract ValueTask DisposeAsync();

    private string Translate(string sql)
    {
        foreach (var (token, text) in Tokens)
            sql = sql.Replace(token, text, StringComparison.Ordinal);
        return sql;
    }
}
