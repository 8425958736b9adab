using Microsoft.Extensions.DependencyInjection.Extensions;
using Parlance.Core.Messages;
using Parlance.Core.Moderation;
using Parlance.Server.Settings;
using Parlance.Storage;

namespace Parlance.Server.Commands;

/// <summary>The parts of the server without the server, for commands that work on its database beside it.</summary>
internal static class AdminHost
{
    private const int Refused = 1;

    /// <param name="work">Answers null when done, or why not.</param>
    /// <returns>The exit code.</returns>
    public static async Task<int> RunAsync(Func<IServiceProvider, CancellationToken, Task<Core.Refusal?>> work, CancellationToken cancellationToken)
    {
        var settings = ServerSettings.Load();
        if (settings.Problems.Count > 0)
        {
            Terminal.Error(string.Join("\n\n", settings.Problems));
            return Refused;
        }

        try
        {
            // Never started, so that nothing listens, and silent: what there is to say is said here.
            await using var app = Composition.Build(settings, services =>
            {
                services.RemoveAll<ILoggerProvider>();
                services.RemoveAll<IBanWatcher>(); // there are no connections here to be closed
            });
            await app.Services.GetRequiredService<Database>().PrepareAsync(cancellationToken);
            if (await work(app.Services, cancellationToken) is not { } refusal)
                return 0;
            Terminal.Error(refusal.Sentence, refusal.Remedy);
        }
        catch (SchemaTooNewException e)
        {
            Terminal.Error("The database belongs to a newer Parlance.", e.Message);
        }
        catch (StorageException e)
        {
            Terminal.Error(e.Message, "Check DATABASE_URL, and that the database runs and has room.");
        }
        catch (Exception e) when (e is UnauthorizedAccessException or IOException or InvalidDataException)
        {
            Terminal.Error(e.Message, $"Check that {settings.Get<DatabaseOptions>().DataFolder} exists and that this user may write there.");
        }

        return Refused;
    }
}
