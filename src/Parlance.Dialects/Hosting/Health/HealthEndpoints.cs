using System.Buffers;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Parlance.Dialects.Hosting.Moderation;

namespace Parlance.Dialects.Hosting.Health;

/// <summary>`/health`: is the process alive (contracts C6, one object for every family); `/health/ready`: should it be given work.</summary>
public static class HealthEndpoints
{
    /// <param name="aliases">Further paths that answer as `/health` does.</param>
    public static void MapHealth(this IEndpointRouteBuilder routes, string version, params IEnumerable<string> aliases)
    {
        foreach (var path in aliases.Prepend("/health"))
            // As a plain RequestDelegate it would not be in the API document.
            routes.MapMethods(path, ["GET", "HEAD"], (HttpContext context, CancellationToken cancel) => AliveAsync(context, version, cancel))
                .WithTags("Operation").WithSummary("Is the process alive, and does storage answer.").Produces<HealthAnswer>().Produces<HealthAnswer>(500).WithMetadata(new OpenToBanned());
        routes.MapMethods("/health/ready", ["GET", "HEAD"], ReadyAsync).WithMetadata(new OpenToBanned());
    }

    /// <summary>500 when storage fails, 200 otherwise: what else complains is the business of `/health/ready`.</summary>
    private static async Task AliveAsync(HttpContext context, string version, CancellationToken cancel)
    {
        var services = context.RequestServices;
        var complaints = await services.GetRequiredService<Readiness>().CheckAsync(cancel);
        var hasDatabase = complaints.TryGetValue("database", out var databaseComplaint);
        var healthy = databaseComplaint is null;
        var stats = await services.GetRequiredService<HealthStats>().ReadAsync(cancel);

        await AnswerAsync(context, healthy ? 200 : 500, json =>
        {
            json.WriteString("status", healthy ? "healthy" : "unhealthy");
            json.WriteString("timestamp", services.GetRequiredService<TimeProvider>().GetUtcNow().UtcDateTime);
            json.WriteString("version", version);
            json.WriteString("environment", services.GetRequiredService<IHostEnvironment>().IsProduction() ? "production" : "development");
            json.WriteStartObject("services");
            json.WriteString("api", "running");
            json.WriteString("websocket", "running");
            foreach (var (name, complaint) in complaints)
                json.WriteString(name, complaint is null ? "running" : "failing");
            json.WriteEndObject();
            json.WriteStartObject("stats");
            json.WriteNumber("active_rooms", stats.Rooms);
            json.WriteNumber("active_users", stats.People);
            json.WriteNumber("total_messages", stats.Messages);
            json.WriteEndObject();
            json.WriteString("message", healthy ? "Backend is running" : "Storage does not answer");
            if (!healthy)
                json.WriteString("detail", "Storage does not answer");
            if (hasDatabase)
                json.WriteString("database", healthy ? "connected" : "error");
        });
    }

    private static async Task ReadyAsync(HttpContext context)
    {
        var readiness = context.RequestServices.GetRequiredService<Readiness>();
        var complaints = await readiness.CheckAsync(context.RequestAborted);
        var ready = !readiness.IsDraining && complaints.Values.All(complaint => complaint is null);

        await AnswerAsync(context, ready ? 200 : 503, json =>
        {
            json.WriteString("status", ready ? "ready" : readiness.IsDraining ? "draining" : "not_ready");
            if (!ready)
            {
                var message = readiness.IsDraining ? "This node is stopping." : "This node cannot do its work now; see checks.";
                json.WriteString("message", message);
                json.WriteString("detail", message);
            }

            json.WriteStartObject("checks");
            foreach (var (name, complaint) in complaints)
                json.WriteString(name, complaint ?? "ok");
            json.WriteEndObject();
        });
    }

    private static async Task AnswerAsync(HttpContext context, int status, Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>();
        await using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            write(json);
            json.WriteEndObject();
        }

        var response = context.Response;
        response.StatusCode = status;
        response.ContentType = "application/json";
        response.ContentLength = buffer.WrittenCount;
        response.Headers.CacheControl = "no-store";
        if (!HttpMethods.IsHead(context.Request.Method))
            await response.Body.WriteAsync(buffer.WrittenMemory, context.RequestAborted);
    }
}
