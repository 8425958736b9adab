using Microsoft.AspNetCore.Mvc.ApiExplorer;
using Microsoft.OpenApi;
using Parlance.Dialects.Hosting;

namespace Parlance.Server.Api;

/// <summary>Shows endpoints marked <see cref="ShownWithSlash"/> under their path with the slash: the document has one operation a path and method, and the path without it is another dialect's.</summary>
/// <remarks>The generator drops a last slash, so such a path has another ending until the document is complete.</remarks>
internal sealed class SlashPaths : IApiDescriptionProvider
{
    private const string Ending = "/__slash";

    /// <summary>After those that find the endpoints.</summary>
    public int Order => 0;

    public void OnProvidersExecuting(ApiDescriptionProviderContext context)
    {
    }

    public void OnProvidersExecuted(ApiDescriptionProviderContext context)
    {
        foreach (var description in context.Results.Where(d => d.ActionDescriptor.EndpointMetadata.OfType<ShownWithSlash>().Any()))
            description.RelativePath = description.RelativePath?.TrimEnd('/') + Ending;
    }

    public static void Restore(OpenApiDocument document)
    {
        foreach (var path in document.Paths.Keys.Where(path => path.EndsWith(Ending, StringComparison.Ordinal)).ToList())
        {
            document.Paths.Remove(path, out var item);
            document.Paths[path[..^Ending.Length] + "/"] = item!;
        }
    }
}
