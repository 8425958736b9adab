using System.Reflection;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.FileProviders;

namespace Parlance.Browser;

/// <summary>Serves the front end from an origin of its own, as a static host does in production: another site than the chat server.</summary>
public sealed class PageServer : IAsyncDisposable
{
    private static readonly string Folder = typeof(PageServer).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == "PageFolder").Value!;

    private readonly WebApplication _app;

    private PageServer(WebApplication app, Uri address) => (_app, Address) = (app, address);

    /// <summary>By the name `localhost`, while the chat server is called by number: to a browser these are two sites.</summary>
    public Uri Address { get; }

    public static async Task<PageServer> StartAsync()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        builder.Services.AddRouting();
        var app = builder.Build();
        app.UseStaticFiles(new StaticFileOptions { FileProvider = new PhysicalFileProvider(Folder) });
        await app.StartAsync();
        return new PageServer(app, new UriBuilder(app.Urls.Single()) { Host = "localhost" }.Uri);
    }

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();
}
