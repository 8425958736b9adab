using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Parlance.Server;
using Parlance.Server.Settings;
using Parlance.Storage;

namespace Parlance.Tests.Server;

/// <summary>The whole server in this process, on a free port, with a data folder of its own.</summary>
internal sealed class TestServer : IAsyncDisposable
{
    private readonly string _folder;

    private TestServer(WebApplication app, string folder)
    {
        App = app;
        _folder = folder;
        var address = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
        Http = new HttpClient { BaseAddress = new Uri(address.Replace("[::]", "127.0.0.1", StringComparison.Ordinal)) };
    }

    public WebApplication App { get; }

    public HttpClient Http { get; }

    public int Port => Http.BaseAddress!.Port;

    /// <param name="map">Adds endpoints of the test's own.</param>
    public static async Task<TestServer> Start(
        Dictionary<string, string>? environment = null, Action<WebApplication>? map = null, Action<IServiceCollection>? replace = null)
    {
        var folder = Directory.CreateTempSubdirectory("parlance-test-").FullName;
        var variables = new Dictionary<string, string>(environment ?? [])
        {
            ["PORT"] = "0",
            ["DATABASE_URL"] = $"sqlite:///{folder}/parlance.db",
            ["Parlance__Log__Level"] = "Critical",
            ["Parlance__Drain__Notice"] = "0s",
        };
        var settings = ServerSettings.Load(variables);
        settings.Problems.ShouldBeEmpty();

        var app = Composition.Build(settings, replace);
        map?.Invoke(app);
        await app.Services.GetRequiredService<Database>().PrepareAsync(TestContext.Current.CancellationToken);
        await app.StartAsync(TestContext.Current.CancellationToken);
        return new TestServer(app, folder);
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await App.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }
}
