using System.CommandLine;
using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;
using Parlance.Core.Messages;
using Parlance.Server.Settings;
using Parlance.Storage;

namespace Parlance.Server.Commands;

internal static class ServeCommand
{
    private const int Refused = 1;

    public static Command Create()
    {
        var serve = new Command("serve", "Serve until told to stop (the default).");
        serve.SetAction((_, cancellationToken) => RunAsync(cancellationToken));
        return serve;
    }

    /// <returns>0 after an orderly stop, 1 when the start was refused.</returns>
    public static async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        var settings = ServerSettings.Load();
        if (settings.Problems.Count > 0)
        {
            Terminal.Error($"parlance: not started; {settings.Problems.Count} {(settings.Problems.Count == 1 ? "setting needs" : "settings need")} attention (docs/configuration.md).\n");
            Terminal.Error(string.Join("\n\n", settings.Problems));
            return Refused;
        }

        try
        {
            await using var app = Composition.Build(settings);
            await app.Services.GetRequiredService<Database>().PrepareAsync(cancellationToken);
            await app.RunAsync(cancellationToken);
            return 0;
        }
        catch (Exception e) when (e is AddressInUseException || e.InnerException is AddressInUseException)
        {
            Terminal.Error($"Port {settings.Get<HttpOptions>().Port} is taken by another program.", "Stop that program, or set PORT to a free port.");
        }
        catch (SocketException e)
        {
            Terminal.Error($"Port {settings.Get<HttpOptions>().Port} cannot be listened on: {e.Message}.", "Ports below 1024 need rights; set PORT to a higher one and let a proxy forward to it.");
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
