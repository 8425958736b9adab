namespace Parlance.Server.Api;

/// <summary>The page that shows the API document, under the three names by which people look for it.</summary>
internal static class ApiPage
{
    private static readonly string[] Paths = ["/swagger", "/docs", "/redoc"];

    /// <summary>Where the page's scripts and styles are.</summary>
    private const string Assets = "swagger-ui";

    private const string Html = $$"""
        <!DOCTYPE html>
        <html lang="en">
        <head>
          <meta charset="utf-8">
          <meta name="viewport" content="width=device-width, initial-scale=1">
          <title>Parlance: HTTP API</title>
          <link rel="stylesheet" href="/{{Assets}}/swagger-ui.css">
          <link rel="icon" type="image/png" href="/{{Assets}}/favicon-32x32.png">
        </head>
        <body>
          <div id="swagger-ui"></div>
          <script src="/{{Assets}}/swagger-ui-bundle.js"></script>
          <script>
            SwaggerUIBundle({ url: "{{ApiDocument.Path}}", dom_id: "#swagger-ui", deepLinking: true });
          </script>
        </body>
        </html>
        """;

    public static void MapApiPage(this WebApplication app)
    {
        app.UseSwaggerUI(page => page.RoutePrefix = Assets);
        foreach (var path in Paths)
            app.MapGet(path, () => Results.Text(Html, "text/html; charset=utf-8")).ExcludeFromDescription();
    }
}
