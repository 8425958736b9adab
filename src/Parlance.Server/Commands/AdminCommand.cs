using System.CommandLine;
using Parlance.Core.Messages;
using Parlance.Server.Settings;
using Parlance.Storage.Sqlite;

namespace Parlance.Server.Commands;

/// <summary>What an operator does to a deployment beside running it.</summary>
internal static class AdminCommand
{
    public static Command Create()
    {
        var admin = new Command("admin", "Look after a deployment.") { Backup() };
        foreach (var command in AdminAccounts.Create())
            admin.Add(command);
        return admin;
    }

    private static Command Backup()
    {
        var target = new Argument<string>("target") { Description = "File to write; must not exist." };
        var backup = new Command("backup", "Copy the SQLite database while it is in use, and check the copy.") { target };
        backup.SetAction(parsed => Backup(parsed.GetRequiredValue(target)));
        return backup;
    }

    private static int Backup(string target)
    {
        var settings = ServerSettings.Load();
        var address = settings.Problems.Any(problem => problem.Name == "DATABASE_URL") ? null : settings.Get<DatabaseOptions>().Address;
        if (address?.SqlitePath is not { } source)
        {
            Terminal.Error(address is null ? "DATABASE_URL cannot be used." : "The database is PostgreSQL.",
                address is null ? "Run `parlance serve` to see what is wrong with it." : "Use pg_dump, which copies it while it is in use.");
            return 1;
        }

        try
        {
            SqliteBackup.Run(source, target);
            Terminal.Line($"{source} is saved as {Path.GetFullPath(target)}.");
            return 0;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Terminal.Error(e.Message, "Name a file that does not exist yet, in a folder this user may write to.");
        }
        catch (StorageException e)
        {
            Terminal.Error(e.Message, "Check DATABASE_URL, the working directory and the room on the disk.");
        }

        return 1;
    }
}
