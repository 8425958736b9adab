using System.Data;
using System.Data.Common;
using Parlance.Core.Messages;

namespace Parlance.Storage.Sessions;

/// <summary>
/// One open connection with its prepared statements, used by one caller at a time. Whatever says that the database is away, full or read-only
/// comes out as <see cref="StorageException"/>; other errors pass unchanged.
/// </summary>
/// <remarks>Statements are told apart by reference: each is a constant, and hashing half a kilobyte of SQL a call would cost more than running it.</remarks>
internal sealed partial class SqlSession(SqlDialect dialect, DbConnection connection) : IDisposable
{
    private readonly Dictionary<string, DbCommand> _commands = new(ReferenceEqualityComparer.Instance);

    public DbConnection Connection => connection;

    public SqlDialect Dialect => dialect;

    /// <summary>The connection cannot be trusted any more: dispose it, do not reuse it.</summary>
    public bool IsBroken { get; private set; }

    public bool InTransaction { get; private set; }

    /// <summary>A statement of the running transaction failed, so that committing it could store a part.</summary>
    public bool TransactionFailed { get; private set; }

    /// <param name="begin">One of the dialect's Begin… texts.</param>
    public void Begin(string begin)
    {
        Execute(begin, []);
        (InTransaction, TransactionFailed) = (true, false);
    }

    /// <param name="begin">The dialect's text that starts a log transaction and reads the newest position.</param>
    public long BeginLog(string begin)
    {
        var position = Scalar(begin, []) ?? throw new StorageException("The table `log_head` is empty; restore the database from a backup.");
        (InTransaction, TransactionFailed) = (true, false);
        return position;
    }

    public void Commit()
    {
        if (TransactionFailed)
            throw new StorageException("A statement of the transaction failed; it can only be rolled back.");
        Execute("commit", []);
        InTransaction = false;
    }

    /// <summary>The appender committed as part of a batch of its own.</summary>
    public void Committed() => InTransaction = false;

    /// <summary>Never throws: a connection that cannot roll back is broken, and closing it rolls back.</summary>
    public void Rollback()
    {
        if (!InTransaction)
            return;
        InTransaction = false;
        try
        {
            if (!IsBroken)
                Execute("rollback", []);
        }
        catch (Exception e) when (e is StorageException or DbException or InvalidOperationException)
        {
            IsBroken = true;
        }
    }

    public List<T> Query<T>(string sql, ReadOnlySpan<SqlArg> args, Func<DbDataReader, T> map)
    {
        var command = Bind(sql, args);
        try
        {
            var rows = new List<T>();
            using var reader = command.ExecuteReader();
            while (reader.Read())
                rows.Add(map(reader));
            return rows;
        }
        catch (Exception e) when (Note(e) is { } outage)
        {
            throw new StorageException(outage, e);
        }
    }

    public T? First<T>(string sql, ReadOnlySpan<SqlArg> args, Func<DbDataReader, T> map) where T : class =>
        Query(sql, args, map) is [var row, ..] ? row : null;

    public long? Scalar(string sql, ReadOnlySpan<SqlArg> args) =>
        Query(sql, args, Rows.Number) is [var number, ..] ? number : null;

    public int Execute(string sql, ReadOnlySpan<SqlArg> args)
    {
        var command = Bind(sql, args);
        try
        {
            return command.ExecuteNonQuery();
        }
        catch (Exception e) when (Note(e) is { } outage)
        {
            throw new StorageException(outage, e);
        }
    }

    /// <summary>Remembers that a statement failed.</summary>
    /// <returns>The outage's description, or null for an error of another sort.</returns>
    public string? Note(Exception exception)
    {
        TransactionFailed |= InTransaction;
        var outage = dialect.Outage(exception);
        if (outage is not null || connection.State != ConnectionState.Open)
            IsBroken = true;
        return outage;
    }

    public void Dispose()
    {
        foreach (var command in _commands.Values)
            command.Dispose();
        connection.Dispose();
    }

    private DbCommand Bind(string sql, ReadOnlySpan<SqlArg> args)
    {
        if (!_commands.TryGetValue(sql, out var command))
            command = Prepare(sql, args);

        for (var i = 0; i < args.Length; i++)
        {
            var parameter = command.Parameters[i];
            if (!string.Equals(parameter.ParameterName, args[i].Name, StringComparison.Ordinal))
                throw new InvalidOperationException($"A statement's values always come in one order; expected {parameter.ParameterName}, got {args[i].Name}.");
            parameter.Value = args[i].Value;
        }

        return command;
    }

    private DbCommand Prepare(string sql, ReadOnlySpan<SqlArg> args)
    {
        var command = connection.CreateCommand();
        try
        {
#pragma warning disable CA2100 // every statement is a constant of this project
            command.CommandText = dialect.Text(sql);
#pragma warning restore CA2100
            foreach (var arg in args)
            {
                var parameter = command.CreateParameter();
                parameter.ParameterName = arg.Name;
                parameter.DbType = arg.Type;
                parameter.Value = arg.Value;
                command.Parameters.Add(parameter);
            }

            // Scripts and transaction words hold nothing to plan.
            if (args.Length > 0 || sql.StartsWith("select", StringComparison.Ordinal))
                command.Prepare();
        }
        catch (Exception e)
        {
            command.Dispose();
            if (Note(e) is { } outage)
                throw new StorageException(outage, e);
            throw;
        }

        _commands.Add(sql, command);
        return command;
    }
}
