using Microsoft.Net.Http.Headers;
using Parlance.Core;
using Parlance.Dialects.Hosting;

namespace Parlance.Server.Web;

/// <summary>Serves the web app below `/app/`, and its page to browsers that ask for `/`.</summary>
internal static class WebAppEndpoints
{
    private const string Root = "/app";

    private const string NotBuilt = """
        <!doctype html><html lang="en"><meta charset="utf-8"><title>Parlance</title>
        <p>The server runs, but it was built without its web app. Install Node.js 20.19 or later, build again (<code>dotnet build</code>) and restart.</p></html>
        """;

    private static readonly Refusal NoSuchFile = new(RefusalCode.NotFound, "The web app has no such file.", "Load the page again: its files change with each version.");

    /// <summary>Answers `/` to browsers before routing: a dialect may have its own answer there for everybody else.</summary>
    public static void UseWebAppAtRoot(this WebApplication app)
    {
        app.Use((context, next) =>
        {
            if (context.Request.Path != "/" || !IsRead(context.Request.Method))
                return next(context);
            context.Response.Headers.Append(HeaderNames.Vary, HeaderNames.Accept);
            return AsksForPage(context.Request) ? PageAsync(context, Files(context)) : next(context);
        });
    }

    public static void MapWebApp(this WebApplication app)
    {
        string[] methods = [HttpMethods.Get, HttpMethods.Head];
        app.MapMethods(Root + "/{**path}", methods, (HttpContext context, string? path) => ServeAsync(context, Files(context), path ?? "")).ExcludeFromDescription();
    }

    /// <summary>Read with the first request for them: a server that only talks to other clients starts without.</summary>
    private static WebAppFiles Files(HttpContext context) => context.RequestServices.GetRequiredService<WebAppFiles>();

    private static Task ServeAsync(HttpContext context, WebAppFiles files, string path)
    {
        if (files.Find(path) is { } file)
            return FileAsync(context, file);
        // Addresses inside the app are the app's own affair; a missing file must not look like one.
        return Path.HasExtension(path) && !AsksForPage(context.Request)
            ? context.RefuseAsync(NoSuchFile)
            : PageAsync(context, files);
    }

    private static async Task FileAsync(HttpContext context, WebAppFile file)
    {
        var headers = context.Response.Headers;
        headers.ETag = file.ETag;
        headers.CacheControl = file.IsHashed ? "public, max-age=31536000, immutable" : "no-cache";
        headers.XContentTypeOptions = "nosniff";
        headers.Append(HeaderNames.Vary, HeaderNames.AcceptEncoding);
        if (context.Request.Headers.IfNoneMatch.ToString().Contains(file.ETag, StringComparison.Ordinal))
        {
            context.Response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }

        var (content, encoding) = Best(file, context.Request.Headers.AcceptEncoding.ToString());
        if (encoding is not null)
            headers.ContentEncoding = encoding;
        await WriteAsync(context, file.ContentType, content);
    }

    private static (byte[] Content, string? Encoding) Best(WebAppFile file, string accepted)
    {
        if (file.Brotli is { } brotli && accepted.Contains("br", StringComparison.OrdinalIgnoreCase))
            return (brotli, "br");
        if (file.Gzip is { } gzip && accepted.Contains("gzip", StringComparison.OrdinalIgnoreCase))
            return (gzip, "gzip");
        return (file.Content, null);
    }

    private static async Task PageAsync(HttpContext context, WebAppFiles files)
    {
        context.Response.Headers.CacheControl = "no-cache";
        if (files.Page is not { } page)
        {
            context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            await WriteAsync(context, "text/html; charset=utf-8", System.Text.Encoding.UTF8.GetBytes(NotBuilt));
            return;
        }

        var nonce = ContentPolicy.NewNonce();
        ContentPolicy.Put(context.Response.Headers, nonce, context.Request.Host.Value ?? "");
        await WriteAsync(context, "text/html; charset=utf-8", System.Text.Encoding.UTF8.GetBytes(page.Replace(ContentPolicy.NoncePlaceholder, nonce, StringComparison.Ordinal)));
    }

    private static async Task WriteAsync(HttpContext context, string contentType, byte[] content)
    {
        context.Response.ContentType = contentType;
        context.Response.ContentLength = content.Length;
        if (!HttpMethods.IsHead(context.Request.Method))
            await context.Response.Body.WriteAsync(content, context.RequestAborted);
    }

    private static bool IsRead(string method) => HttpMethods.IsGet(method) || HttpMethods.IsHead(method);

    private static bool AsksForPage(HttpRequest request) => request.Headers.Accept.ToString().Contains("text/html", StringComparison.OrdinalIgnoreCase);
}
